package main

import (
	"fmt"
	"testing"
)

var (
	testOnlyOne = testWords("of several calls of Close exactly one gets the map, the others nil", "여러 Close 호출 가운데 하나만 맵을 받고 나머지는 nil을 받아야 합니다")
	testAllStop = testWords("each of several calls of Close returns when the map has stopped", "여러 Close 호출은 모두 맵이 멈춘 뒤에 끝나야 합니다")
)

// Step close-twice: any number of Closes, one of which gets the map.
func TestCloseTwice(t *testing.T) {
	w := testBegin(t)
	testCloseInRow(w, testDraw(3, 9))
	testCloseInRow(w, testDraw(200, 400))
	for range testDraw(8, 12) {
		testCloseAtOnce(w, testDraw(2, 6))
	}
	testCloseAtOnce(w, testDraw(300, 500))
	testCloseInTurn(w)
	testCloseAfterCalls(w)
}

// testCloseInRow calls Close n times, one after the other.
func testCloseInRow(w *testGoroutineWatch, n int) {
	w.t.Helper()
	sm := NewMap()
	if w.close(sm) == nil {
		w.fail("one-close-gets-map", "Close", testOnlyOne, testWords("the first call got nil", "첫 호출이 nil을 받았습니다"))
	}
	for i := range n - 1 {
		w.getsNil(w.close(sm), fmt.Sprintf(testWords("call %d got the map", "호출 %d번째가 맵을 받았습니다"), i+2))
	}
}

// getsNil requires that a Close that was not the first one got nil.
func (w *testGoroutineWatch) getsNil(m map[string]any, happened string) {
	w.t.Helper()
	if m != nil {
		w.fail("one-close-gets-map", "Close", testOnlyOne, happened)
	}
}

// testCloseAtOnce calls Close n times at once, while the map is busy.
func testCloseAtOnce(w *testGoroutineWatch, n int) {
	w.t.Helper()
	sm := NewMap()
	busy := w.makeBusy(sm, testNoLimit, "a")
	maps, closing := testStartCloses(sm, n)
	w.settle()
	w.noneEarly(closing)
	busy.release()

	got := 0
	for i, c := range closing {
		w.returned(c, "close-returns", testAllStop)
		if maps[i] != nil {
			got++
		}
	}
	if got != 1 {
		w.fail("one-close-gets-map", "Close", testOnlyOne, fmt.Sprintf(testWords("of %d calls at once %d got the map", "동시에 부른 호출 %d개 가운데 %d개가 맵을 받았습니다"), n, got))
	}
	w.returned(busy.update, "call-returns", testBegunReturns)
	w.nobodyLeft(testAfterClose)
}

// testStartCloses starts n calls of Close. What they got is in the maps when they are done.
func testStartCloses(sm *SharedMap, n int) (maps []map[string]any, closing []*testStartedCall) {
	maps = make([]map[string]any, n)
	for i := range maps {
		closing = append(closing, testStartClose(sm, &maps[i]))
	}
	return maps, closing
}

// noneEarly requires that no Close returned while another one still waits, or
// while the map's goroutine is at work.
func (w *testGoroutineWatch) noneEarly(closing []*testStartedCall) {
	w.t.Helper()
	early := 0
	for _, c := range closing {
		if testIsClosed(c.done) {
			early++
			w.noPanic(c, "close-returns", testAllStop)
		}
	}
	if early > 0 && (early < len(closing) || testMapGoroutines() > 0) {
		w.fail("close-waits", "Close", testAllStop, fmt.Sprintf(testWords("%d of %d returned while the map was still busy; one that finds the map closing has to wait for the end, too", "맵이 아직 바쁜데 %[2]d개 가운데 %[1]d개가 끝났습니다. 다른 Close가 이미 닫는 중이더라도 맵이 멈출 때까지 기다려야 합니다"), early, len(closing)))
	}
}

// testCloseInTurn calls Close in two goroutines, one after the other. The first writes to the map that is now its own.
func testCloseInTurn(w *testGoroutineWatch) {
	w.t.Helper()
	sm := NewMap()
	var second map[string]any
	one := testCloseAndWrite(sm)
	two := testCallLater("Close", func() error { second = sm.Close(); return nil })
	testInTurn(one, two)
	w.returned(one.testStartedCall, "close-returns", testCloseReturns)
	w.returned(two.testStartedCall, "close-returns", testCloseReturns)
	w.getsNil(second, testWords("the second call got the map, too", "두 번째 호출도 맵을 받았습니다"))
}

// testCloseAndWrite is a Close whose caller then writes to the map that it got.
func testCloseAndWrite(sm *SharedMap) testLater {
	return testCallLater("Close", func() error {
		if m := sm.Close(); m != nil {
			m["a"] = testOwnersValue
			m["mine"] = testOwnersValue
		}
		return nil
	})
}

// testOwnersValue is what the new owner of a map writes to it.
const testOwnersValue = "the new owner's"

// testCloseAfterCalls calls Close once more after calls that came too late. What these are told, and whether they
// return, is another step's matter.
func testCloseAfterCalls(w *testGoroutineWatch) {
	w.t.Helper()
	sm := NewMap()
	w.close(sm)
	for _, method := range testMapMethods {
		testStartMethod(method, sm, testNoLimit, "a")
	}
	w.settle()
	w.getsNil(w.close(sm), testWords("a call after others that came too late got the map", "닫힌 뒤의 다른 호출에 이어 부른 Close가 맵을 받았습니다"))
}
