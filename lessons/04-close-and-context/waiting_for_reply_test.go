package main

import (
	"context"
	"errors"
	"fmt"
	"testing"
)

// Step waiting-for-reply: the same once the map has taken the command.
func TestWaitingForReply(t *testing.T) {
	w := testBegin(t)
	sm := NewMap()
	for key, value := range testKept {
		w.set(sm, testNoLimit, key, value)
	}
	for range testDraw(2, 4) { // one abandoned reply may have found room, and a channel that is used again may come late
		for _, kind := range testContextKinds {
			w.abandon(sm, "a", kind)
		}
	}
	testLateResult(w)
	testAbandonWhileClosing(w)
	testAbandonBehindAnother(w)
	testAbandonMany(w, sm)
	testCancelDead(w, sm)
	testCancelInside(w, sm)
	w.close(sm)
	w.nobodyLeft(testAfterCancelled)
}

// testKept is what is in the map while calls of other keys are abandoned.
var testKept = map[string]any{"kept 1": 1, "kept 2": 2, "kept 3": 3, "kept 4": 4}

var testTakenReturns = testWords("a call whose context ends returns ctx.Err(), also when the map has taken its command",
	"컨텍스트가 끝난 호출은 맵이 명령을 이미 받았더라도 ctx.Err()를 반환해야 합니다")

// abandon cancels an Update that the map has begun, and requires that the map
// goes on when its function has returned: those who wait meanwhile get the answers to what they asked.
func (w *testGoroutineWatch) abandon(sm *SharedMap, key string, kind testContextKind) {
	w.t.Helper()
	ctx, cancel := kind()
	defer cancel()
	w.remove(sm, testNoLimit, key)
	there := testDraw(0, 1) == 1
	if there {
		w.set(sm, testNoLimit, key, "before")
	}
	busy := w.makeBusy(sm, ctx, key)
	w.settle()
	before := len(w.others())
	cancel()
	w.returned(busy.update, "context-error", testTakenReturns)
	w.contextError(busy.update, ctx)
	w.callersGone(before, 1, "Update")
	var gets []*testStartedCall
	for key, want := range testKept {
		gets = append(gets, testStartCall("Get", func() error { return testGets(sm, key, want) }))
	}
	w.settle()
	busy.release()
	for _, c := range gets {
		w.returned(c, "serves-others", testGoesOn)
		w.ownAnswer(c)
	}
	w.doneOrNot(sm, key, there)
	w.goesOn(sm)
}

// doneOrNot requires that an abandoned Update has stored its value, or has changed nothing. there: the key was there before.
func (w *testGoroutineWatch) doneOrNot(sm *SharedMap, key string, there bool) {
	w.t.Helper()
	var value any
	var found bool
	w.must("Get", func() (err error) { value, found, err = sm.Get(testNoLimit, key); return err })
	done, not := value == "busy" && found, !found && value == nil && !there || found && value == "before" && there
	if !done && !not {
		w.fail("done-or-not", "Update", testWords("an Update whose caller has left is carried out, or it changes nothing", "호출자가 떠난 Update는 온전히 처리되거나 아무것도 바꾸지 않아야 합니다"),
			fmt.Sprintf(testWords("its function returned \"busy\"; the key was there before: %v; now Get returns (%v, %v)", "함수는 \"busy\"를 반환했습니다. 전에 키가 있었는지: %v. 지금 Get의 결과는 (%v, %v)입니다"), there, value, found))
	}
}

// testLateResult sets the key of an Update whose caller has left, and whose function is still at work. The Set may have to wait, or the Update may
// change nothing, but what its function returns in the end must not undo the Set, which came after the function had read the key.
func testLateResult(w *testGoroutineWatch) {
	w.t.Helper()
	for _, kind := range testContextKinds {
		sm := NewMap()
		w.set(sm, testNoLimit, "a", "before")
		ctx, cancel := kind()
		busy := w.makeBusy(sm, ctx, "a")
		w.settle()
		cancel()
		w.returned(busy.update, "context-error", testTakenReturns)
		set := testStartCall("Set", func() error { return sm.Set(testNoLimit, "a", "after") })
		w.settle()
		busy.release()
		w.carriedOut([]*testStartedCall{set})
		w.settle() // a late result may come after the Set has returned
		var value any
		w.must("Get", func() (err error) { value, _, err = sm.Get(testNoLimit, "a"); return err })
		if value != "after" && busy.calls.Load() == 1 { // a function that is called once more reads the key once more
			w.fail("done-or-not", "Update", testWords("nothing comes between an Update's read and its write, also when its caller has left",
				"호출자가 떠난 Update라도 읽기와 쓰기 사이에 다른 호출이 끼어들면 안 됩니다"),
				fmt.Sprintf(testWords("Set stored \"after\" while the function of such an Update was at work; the function then returned \"busy\", and now Get returns %v",
					"그런 Update의 함수가 실행되는 동안 Set이 \"after\"를 저장했습니다. 그 뒤 함수가 \"busy\"를 반환했고, 지금 Get의 결과는 %v입니다"), value))
		}
		w.close(sm)
	}
}

// testAbandonWhileClosing cancels an Update that the map has begun, after Close has begun: it returns while the map is still busy.
func testAbandonWhileClosing(w *testGoroutineWatch) {
	w.t.Helper()
	for _, kind := range testContextKinds {
		sm := NewMap()
		ctx, cancel := kind()
		busy := w.makeBusy(sm, ctx, "a")
		w.settle()
		var m map[string]any
		closing := testStartClose(sm, &m)
		w.settle()
		cancel()
		w.returned(busy.update, "context-error", testWords("a call whose context ends returns, also when the map has taken its command and Close waits for it",
			"컨텍스트가 끝난 호출은 맵이 명령을 이미 받았고 Close가 그것을 기다리더라도 끝나야 합니다"))
		busy.release()
		w.returned(closing, "close-returns", testCloseReturns)
	}
}

// testAbandonBehindAnother cancels calls that waited while one Update was at work, and still wait while the next one is: a map that takes several commands
// at once has taken theirs by then, too.
func testAbandonBehindAnother(w *testGoroutineWatch) {
	w.t.Helper()
	for range 4 { // the map may take the next Update first or last
		sm := NewMap()
		first := w.makeBusy(sm, testNoLimit, "a")
		ctx, cancel := context.WithCancel(testNoLimit)
		calls := testStartMany(sm, ctx, 1)
		second, entered := testStartBusy(sm, testNoLimit, "b")
		calls = append(calls, testStartMany(sm, ctx, 1)...)
		w.settle()
		first.release()
		w.settle()
		if testIsClosed(entered) {
			cancel()
			for _, c := range calls {
				w.returned(c, "context-error", testTakenReturns)
			}
		}
		cancel()
		second.release()
		w.carriedOut([]*testStartedCall{first.update, second.update})
		w.close(sm)
	}
}

// testGets returns an error where Get does not return want.
func testGets(sm *SharedMap, key string, want any) error {
	value, found, err := sm.Get(testNoLimit, key)
	if err == nil && (value != want || !found) {
		return fmt.Errorf("(%v, %v)", value, found)
	}
	return err
}

// ownAnswer requires that c, one of testGets, got the answer to what it asked.
func (w *testGoroutineWatch) ownAnswer(c *testStartedCall) {
	w.t.Helper()
	if c.err != nil {
		w.fail("own-answer", "Get", testWords("after an abandoned Update, Get returns the value of its key", "Update를 기다리던 호출자가 떠난 뒤에도 Get은 자기 키의 값을 반환해야 합니다"),
			fmt.Sprintf(testWords("it returned %v", "%v 결과를 반환했습니다"), c.err))
	}
}

// testAbandonMany abandons hundreds of Updates, one after the other, each in the middle of its function. After each of them it asks for a value.
func testAbandonMany(w *testGoroutineWatch, sm *SharedMap) {
	w.t.Helper()
	n := testDraw(300, 500)
	abandoning := testStartCall("Update", func() error {
		for range n {
			if err := testAbandonOne(sm); !errors.Is(err, context.Canceled) {
				return err
			}
		}
		return nil
	})
	w.returned(abandoning, "context-error", testTakenReturns)
	if abandoning.err != nil {
		w.fail("context-error", "Update", testTakenReturns, testReturnedError(abandoning.err))
	}
	asking := testStartCall("Get", func() error {
		for range n / 4 {
			for key, want := range testKept {
				_ = testAbandonOne(sm)
				if err := testGets(sm, key, want); err != nil {
					return err
				}
			}
		}
		return nil
	})
	w.returned(asking, "serves-others", testGoesOn)
	w.ownAnswer(asking)
	w.goesOn(sm)
}

// testAbandonOne makes an Update whose function cancels it and then waits until its caller has left.
func testAbandonOne(sm *SharedMap) error {
	ctx, cancel := context.WithCancel(testNoLimit)
	defer cancel()
	left := make(chan struct{})
	defer close(left)
	_, err := sm.Update(ctx, "a", func(any, bool) any { cancel(); <-left; return "late" })
	return err
}

// testCancelDead makes calls that were cancelled before they began. Whatever the map
// does with them, it goes on.
func testCancelDead(w *testGoroutineWatch, sm *SharedMap) {
	w.t.Helper()
	dead, cancel := context.WithCancel(testNoLimit)
	cancel()
	for i := range testDraw(30, 50) {
		for _, method := range testMapMethods {
			w.settle()
			c := testStartMethod(method, sm, dead, fmt.Sprint("dead ", i))
			w.returned(c, "serves-others", testGoesOn)
		}
	}
	w.goesOn(sm)
}
