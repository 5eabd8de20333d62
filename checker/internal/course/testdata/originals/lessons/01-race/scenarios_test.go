package main

import (
	"errors"
	"maps"
	"testing"

	"sharedmap-workshop/checker/explore"
)

func TestExploreLostUpdate(t *testing.T) {
	explore.Test(t, func(t *explore.T) {
		visits := []Visit{{"/a", 1}, {"/b", 2}, {"/c", 4}}
		if got := Sum(visits, 2, func(v Visit) int { return v.Millis }); got != 7 {
			t.Errorf(testWords("1 + 2 + 4 milliseconds made %d", "1 + 2 + 4밀리초의 결과가 %d입니다"), got)
		}
	})
}

func TestExploreMapRace(t *testing.T) {
	explore.Test(t, func(t *explore.T) {
		visits := []Visit{{"/a", 1}, {"/a", 2}, {"/b", 4}}
		got := CountByPage(visits, 2, func(page string) string { return page })
		if want := map[string]int{"/a": 2, "/b": 1}; !maps.Equal(got, want) {
			t.Errorf(testWords("two visits of /a and one of /b made %v", "/a를 두 번, /b를 한 번 방문했는데 결과는 %v입니다"), got)
		}
	})
}

func TestExploreCapturedError(t *testing.T) {
	explore.Test(t, func(t *explore.T) {
		bad := map[string]error{"/a": errors.New("the first line"), "/b": errors.New("the second line")}
		_, err := ParseAll([]string{"/a", "/b"}, 2, func(line string) (Visit, error) { return Visit{}, bad[line] })
		if err != bad["/a"] {
			t.Errorf(testWords("both lines are bad, and the error is: %v", "두 줄이 모두 잘못되었는데 돌아온 오류는 %v입니다"), err)
		}
	})
}
