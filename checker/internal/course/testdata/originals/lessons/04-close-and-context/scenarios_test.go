package main

import (
	"context"
	"errors"
	"testing"

	"sharedmap-workshop/checker/explore"
)

func TestExploreCloseTwice(t *testing.T) {
	explore.Test(t, func(t *explore.T) {
		m := NewMap()
		got := 0
		for _, name := range []string{"Close #1", "Close #2"} {
			t.Go(name, func() {
				if m.Close() != nil {
					got++
				}
			})
		}
		t.Wait()
		if got != 1 {
			t.Errorf(testWords("%d of 2 Closes got the map", "Close 2개 가운데 맵을 받은 것은 %d개입니다"), got)
		}
	})
}

func TestExploreWaitingForReply(t *testing.T) {
	explore.Test(t, func(t *explore.T) {
		m := NewMap()
		if err := m.Set(context.Background(), "b", 2); err != nil {
			t.Errorf(testWords("the first Set returned %v", "첫 Set이 %v 오류를 돌려주었습니다"), err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		t.Go("Set", func() {
			if err := m.Set(ctx, "a", 1); err != nil && !errors.Is(err, context.Canceled) {
				t.Errorf(testWords("Set returned %v", "Set이 %v 오류를 돌려주었습니다"), err)
			}
		})
		t.Go("cancel", cancel)
		t.Wait()
		switch value, found, err := m.Get(context.Background(), "b"); {
		case err != nil:
			t.Errorf(testWords("the next Get returned %v", "다음 Get이 %v 오류를 돌려주었습니다"), err)
		case value != 2 || !found:
			t.Errorf(testWords("2 was Set under the key, and the next Get said (%v, %v)", "그 키에 2를 Set했는데 다음 Get은 (%v, %v)라고 답했습니다"), value, found)
		}
		m.Close()
	})
}

func TestExploreAlreadyCancelled(t *testing.T) {
	explore.Test(t, func(t *explore.T) {
		m := NewMap()
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		t.Go("Get", func() {
			if _, _, err := m.Get(ctx, "a"); !errors.Is(err, context.Canceled) {
				t.Errorf(testWords("Get with a dead context returned %v", "컨텍스트가 끝나 있는 Get이 %v 결과를 돌려주었습니다"), err)
			}
		})
		t.Go("Count", func() {
			if _, err := m.Count(ctx); !errors.Is(err, context.Canceled) {
				t.Errorf(testWords("Count with a dead context returned %v", "컨텍스트가 끝나 있는 Count가 %v 결과를 돌려주었습니다"), err)
			}
		})
		t.Wait()
		m.Close()
	})
}

func TestExploreNothingLost(t *testing.T) {
	explore.Test(t, func(t *explore.T) {
		m := NewMap()
		var err error
		var last map[string]any
		t.Go("Set", func() { err = m.Set(context.Background(), "a", 1) })
		t.Go("Close", func() { last = m.Close() })
		t.Wait()
		_, there := last["a"]
		switch {
		case err == nil && !there:
			t.Error(testWords("Set returned nil, and the key is not in the map that Close handed over", "Set은 nil을 돌려주었는데, Close가 넘겨준 맵에 키가 없습니다"))
		case err != nil && !errors.Is(err, ErrClosed):
			t.Errorf(testWords("Set returned %v", "Set이 %v 오류를 돌려주었습니다"), err)
		case err != nil && there:
			t.Errorf(testWords("Set returned %v, and the key is in the map that Close handed over", "Set이 %v 오류를 돌려주었는데, Close가 넘겨준 맵에 키가 있습니다"), err)
		}
	})
}
