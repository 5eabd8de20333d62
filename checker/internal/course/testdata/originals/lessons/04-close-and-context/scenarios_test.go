package main

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"sharedmap-workshop/checker/explore"
)

// TestExploreStop closes a map in the middle of an Update, whose function needs years.
func TestExploreStop(t *testing.T) {
	explore.Test(t, func(t *explore.T) {
		m := NewMap()
		busy := testKeepBusy(t, m, context.Background())
		var handed map[string]any
		t.Go("Close", func() { handed = m.Close() })
		time.Sleep(testVeryLong)
		busy.release()
		t.Wait()
		if handed == nil {
			t.Error(testWords("the only Close got nil, while the map was busy with an Update", "맵이 Update를 처리하는 동안 부른 하나뿐인 Close가 nil을 받았습니다"))
		}
	})
}

func TestExploreCloseTwice(t *testing.T) {
	explore.Test(t, func(t *explore.T) {
		third := t.Choose(2)
		t.Spend(2 * third) // three Closes are switched where they wait only
		names := []string{"Close #1", "Close #2", "Close #3"}[:2+third]
		m := NewMap()
		got := 0
		for _, name := range names {
			t.Go(name, func() {
				if m.Close() != nil {
					got++
				}
			})
		}
		t.Wait()
		if got != 1 {
			t.Errorf(testWords("%d of %d Closes got the map", "Close %[2]d개 가운데 맵을 받은 것은 %[1]d개입니다"), got, len(names))
		}
	})
}

// TestExploreAfterClose calls each method behind a Close, beside another Close: whichever of the two got the map, it has stopped.
func TestExploreAfterClose(t *testing.T) {
	explore.Test(t, func(t *explore.T) {
		call := testFiveCalls[t.Choose(len(testFiveCalls))]
		m := NewMap()
		t.Go("Close #1", func() { m.Close() })
		t.Go("Close #2", func() {
			m.Close()
			if err := call.call(m, context.Background()); !errors.Is(err, ErrClosed) {
				t.Errorf(testWords("%s came after Close had returned, and got %v", "Close가 끝난 뒤에 부른 %s의 결과가 %v입니다"), call.name, err)
			}
		})
		t.Wait()
	})
}

// TestExploreWaitingForReply cancels each method, alone and beside another one. The map goes on.
func TestExploreWaitingForReply(t *testing.T) {
	cases := testCancelCases()
	explore.Test(t, func(t *explore.T) {
		testTryCase(t, cases[t.Choose(len(cases))], testSet("b", 7), testGet("b"), testCount)
	})
}

func TestExploreAlreadyCancelled(t *testing.T) {
	explore.Test(t, func(t *explore.T) {
		m := NewMap()
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		t.Go("Get", func() {
			if _, _, err := m.Get(ctx, "a"); !errors.Is(err, context.Canceled) {
				t.Errorf(testWords("Get with a dead context returned %v", "컨텍스트가 끝나 있는 Get의 오류: %v"), testErrorWords(err))
			}
		})
		t.Go("Count", func() {
			if _, err := m.Count(ctx); !errors.Is(err, context.Canceled) {
				t.Errorf(testWords("Count with a dead context returned %v", "컨텍스트가 끝나 있는 Count의 오류: %v"), testErrorWords(err))
			}
		})
		t.Wait()
		m.Close()
	})
}

// testErrorWords says which error a call returned, if one.
func testErrorWords(err error) string {
	if err == nil {
		return testWords("no error", "없음")
	}
	return fmt.Sprintf("%q", err)
}

// TestExploreNothingLost tries the methods beside each other and beside Close. After that the map is closed.
func TestExploreNothingLost(t *testing.T) {
	cases := testClosingCases()
	explore.Test(t, func(t *explore.T) {
		testTryCase(t, cases[t.Choose(len(cases))])
	})
}
