package main

import (
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"sharedmap-workshop/checker/explore"
)

// testToday is the day of the run: in a schedule the clock begins in the year 2000, and work has no business to know that.
var testToday = time.Now()

// testExplore tries all schedules of each case.
func testExplore(t *testing.T, cases ...func(t *explore.T)) {
	explore.Test(t, func(t *explore.T) {
		time.Sleep(time.Until(testToday))
		cases[t.Choose(len(cases))](t)
	})
}

// testAtOnce makes two calls at once: what one of them uses is not the other's.
func testAtOnce(one, another func(t *explore.T)) func(t *explore.T) {
	return func(t *explore.T) {
		t.Go(testWords("another call", "다른 호출"), func() { another(t) })
		one(t)
		t.Wait()
	}
}

// testCalls notes which calls of the given function have begun and ended. Each call has a place of its own.
type testCalls struct {
	name, given, home, step string
	begun, ended            [8]bool
}

// run is a call that takes so long.
func (c *testCalls) run(i int, takes time.Duration) {
	c.begun[i] = true
	if takes > 0 {
		time.Sleep(takes)
	}
	c.ended[i] = true
}

// require fails the schedule where the function has returned before one of its n calls has ended.
func (c *testCalls) require(t *explore.T, n int) {
	for i := range n {
		if c.ended[i] {
			continue
		}
		if time.Sleep(100 * testLong); !c.begun[i] {
			return // it was never made, and what the function returns says so
		}
		text := fmt.Sprintf(testWords("%s returned before %s had returned for the item at %d", "%s 함수가 %s 호출보다 먼저 끝났습니다. 아직 끝나지 않은 호출: %d번 항목"), c.name, c.given, i)
		if c.home != c.step {
			text += fmt.Sprintf(testWords(". The step %s comes first", ". 먼저 %s 단계를 고쳐야 합니다"), c.home)
		}
		t.Fatal(text)
	}
}

// testLong is how long a call takes in the cases in which it takes long: longer than anybody waits by the clock.
const testLong = 1000 * time.Hour

// testTake lets time pass, the schedule's own.
func testTake(d time.Duration) {
	if d > 0 {
		time.Sleep(d)
	}
}

// testExploreSum adds up the powers of two below 1<<n. Each call takes so long.
func testExploreSum(step string, takes time.Duration, workers, n int) func(t *explore.T) {
	visits := make([]Visit, n)
	for i := range visits {
		visits[i] = Visit{Page: "/a", Millis: i}
	}
	return func(t *explore.T) {
		calls := testCalls{name: "Sum", given: "cost", home: "wait", step: step}
		got := Sum(visits, workers, func(v Visit) int {
			calls.run(v.Millis, takes)
			return 1 << v.Millis
		})
		calls.require(t, n)
		if want := 1<<n - 1; step != "wait" && got != want {
			t.Errorf(testWords("%d visits cost %d in all, and Sum made it %d", "방문 %d번의 비용은 모두 %d인데 Sum의 결과는 %d입니다"), n, want, got)
		}
	}
}

func TestExploreWait(t *testing.T) {
	testExplore(t,
		testExploreSum("wait", 0, 1, 2), testExploreSum("wait", 0, 2, 2), testExploreSum("wait", 0, 2, 3), testExploreSum("wait", 0, 3, 2),
		testExploreSum("wait", testLong, 1, 2), testExploreSum("wait", testLong, 2, 2))
}

func TestExploreLostUpdate(t *testing.T) {
	testExplore(t, testExploreSum("lost-update", 0, 2, 2), testExploreSum("lost-update", 0, 2, 3), testExploreSum("lost-update", 0, 3, 3), testExploreSum("lost-update", 0, 4, 4),
		testAtOnce(testExploreSum("lost-update", 0, 1, 1), testExploreSum("lost-update", 0, 1, 2)))
}

// testExploreCount counts the visits of pages. Each call takes so long.
func testExploreCount(takes time.Duration, workers int, pages ...string) func(t *explore.T) {
	var visits []Visit
	want := map[string]int{}
	for _, page := range pages {
		visits = append(visits, Visit{Page: page})
		want[page]++
	}
	return func(t *explore.T) {
		got := CountByPage(visits, workers, func(page string) string { testTake(takes); return page })
		for page, n := range want {
			if got[page] != n || len(got) != len(want) {
				t.Fatalf(testWords("visits of %q made %v", "%q 페이지를 방문했는데 결과는 %v입니다"), pages, got)
			}
		}
	}
}

func TestExploreMapRace(t *testing.T) {
	testExplore(t,
		testExploreCount(0, 2, "/a", "/a"), testExploreCount(0, 2, "/a", "/b"), testExploreCount(testLong, 2, "/a", "/b"),
		testExploreCount(0, 2, "/a", "/a", "/b"), testExploreCount(0, 2, "/a", "/b", "/b", "/a"), testExploreCount(0, 3, "/a", "/a", "/a"), testExploreCount(0, 4, "/a", "/b", "/a", "/a"),
		testAtOnce(testExploreCount(0, 1, "/a"), testExploreCount(0, 1, "/b")))
}

// testExploreSlow picks the visits that took longer than 50. Each call takes so long.
func testExploreSlow(takes time.Duration, workers int, millis ...int) func(t *explore.T) {
	var visits, want []Visit
	for i, m := range millis {
		visits = append(visits, Visit{Page: string(rune('a' + i)), Millis: m})
		if m > 50 {
			want = append(want, visits[i])
		}
	}
	return func(t *explore.T) {
		calls := testCalls{name: "Slow", given: "isSlow", home: "slice-race", step: "slice-race"}
		got := Slow(visits, workers, func(v Visit) bool {
			calls.run(int(v.Page[0]-'a'), takes)
			return v.Millis > 50
		})
		calls.require(t, len(millis))
		if !slices.Equal(got, want) {
			t.Errorf(testWords("the slow visits are %v, and Slow found %v", "느린 방문은 %v인데 Slow의 결과는 %v입니다"), want, got)
		}
	}
}

func TestExploreSliceRace(t *testing.T) {
	testExplore(t,
		testExploreSlow(0, 2, 90, 90), testExploreSlow(0, 2, 90, 10, 80), testExploreSlow(0, 2, 90, 80, 70), testExploreSlow(0, 3, 60, 70, 80), testExploreSlow(0, 4, 60, 70, 80, 90),
		testExploreSlow(testLong, 2, 90, 80), testAtOnce(testExploreSlow(0, 1, 90), testExploreSlow(0, 1, 80)))
}

// testExploreParse parses lines of which some are bad. Each call takes so long.
func testExploreParse(takes time.Duration, workers int, bad ...bool) func(t *explore.T) {
	errs := make([]error, len(bad))
	lines := make([]string, len(bad))
	var want error
	for i := range bad {
		lines[i] = string(rune('a' + i))
		if bad[i] {
			errs[i] = fmt.Errorf("bad: %s", lines[i])
			if want == nil {
				want = errs[i]
			}
		}
	}
	return func(t *explore.T) {
		got, err := ParseAll(lines, workers, func(line string) (Visit, error) {
			testTake(takes)
			return Visit{Page: line}, errs[line[0]-'a']
		})
		if err != want {
			t.Errorf(testWords("the error is to be %v, and it is %v", "기대한 오류는 %v인데 결과는 %v입니다"), want, err)
		}
		for i := range lines {
			if want == nil && (len(got) != len(lines) || got[i].Page != lines[i]) {
				t.Errorf(testWords("the lines are %q, and the visits %v", "줄은 %q인데 방문은 %v입니다"), lines, got)
			}
		}
	}
}

func TestExploreCapturedError(t *testing.T) {
	testExplore(t,
		testExploreParse(0, 2, true, true), testExploreParse(0, 2, false, false, false), testExploreParse(0, 2, true, false, true),
		testExploreParse(0, 2, false, true, true), testExploreParse(0, 3, true, true, true), testExploreParse(testLong, 2, true, true),
		testAtOnce(testExploreParse(0, 1, true), testExploreParse(0, 1, false)))
}

// testExploreAtMost makes calls of which more than there are workers must never run at once.
func testExploreAtMost(name, given string, workers int, takes time.Duration, call func(t *explore.T, inside func())) func(t *explore.T) {
	return func(t *explore.T) {
		var at, most atomic.Int32
		call(t, func() {
			n := at.Add(1)
			most.Store(max(most.Load(), n))
			testTake(takes * time.Duration(n)) // until everybody is inside who can be; each leaves alone
			at.Add(-1)
		})
		if most := most.Load(); most > int32(workers) {
			t.Errorf(testWords("%s with %d workers: %d calls of %s ran at once", "작업자가 %[2]d인 %[1]s에서 %[4]s 호출 %[3]d개가 동시에 실행되었습니다"), name, workers, most, given)
		}
	}
}

// TestExploreStillParallel: never more calls at once than there are workers, whoever comes between two of their operations.
func TestExploreStillParallel(t *testing.T) {
	visits, lines := make([]Visit, 4), []string{"/a", "/b", "/c", "/d"}
	for i := range visits {
		visits[i] = Visit{Page: lines[i], Millis: i}
	}
	testExplore(t,
		testExploreAtMost("Slow", "isSlow", 3, testLong, func(t *explore.T, inside func()) {
			Slow(visits, 3, func(Visit) bool { inside(); return true })
		}),
		testExploreAtMost("CountByPage", "normalize", 2, testLong, func(t *explore.T, inside func()) {
			CountByPage(visits[1:], 2, func(page string) string { inside(); return page })
		}),
		testExploreAtMost("ParseAll", "parse", 3, testLong, func(t *explore.T, inside func()) {
			_, _ = ParseAll(lines, 3, func(page string) (Visit, error) { inside(); return Visit{Page: page}, nil })
		}),
		testExploreAtMost("Sum", "cost", 2, testLong, func(t *explore.T, inside func()) {
			Sum(visits[1:], 2, func(v Visit) int { inside(); return v.Millis })
		}),
		testExploreAtMost("Sum", "cost", 1, 0, func(t *explore.T, inside func()) {
			Sum(visits[1:], 1, func(v Visit) int { inside(); return v.Millis })
		}))
}
