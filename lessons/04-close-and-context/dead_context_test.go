package main

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// deadCalls is how often each method is called. Where luck decides, and it is even,
// it holds so often once in 2^100 runs.
const deadCalls = 100

// Step already-cancelled: a call whose context is dead is never carried out.
func TestAlreadyCancelled(t *testing.T) {
	w := newWatch(t)
	ctx, cancel := context.WithCancel(noLimit)
	cancel()
	for _, method := range mapMethods {
		neverCarriedOut(w, method, ctx)
	}
}

// neverCarriedOut calls method with a dead context on keys that are there and on
// keys that are not, and requires that nothing in the map has changed.
func neverCarriedOut(w *goroutineWatch, method mapMethod, dead context.Context) {
	w.t.Helper()
	sm := NewMap()
	old := map[string]any{}
	for i := range deadCalls / 2 {
		key := fmt.Sprint("old ", i)
		old[key] = i
		w.must("Set", func() error { return sm.Set(noLimit, key, i) })
	}
	for i := range deadCalls / 2 {
		refusesDead(w, method, sm, dead, fmt.Sprint("old ", i))
		refusesDead(w, method, sm, dead, fmt.Sprint("new ", i))
	}
	w.unchanged(sm, old, method)
	w.close(sm)
}

// refusesDead requires that one call with a dead context returns ctx.Err().
func refusesDead(w *goroutineWatch, method mapMethod, sm *SharedMap, dead context.Context, key string) {
	w.t.Helper()
	w.settle() // the map is ready to take a command: what happens is the caller's choice
	expected := inWords("a call whose context is dead from the first moment returns ctx.Err()",
		"처음부터 컨텍스트가 끝나 있던 호출은 ctx.Err()를 돌려주어야 합니다")
	c := startMethod(method, sm, dead, key)
	w.returned(c, expected)
	require.ErrorIs(w.t, c.err, context.Canceled, inWords("expected: %s: %s", "기대한 것: %s. %s"), expected, lineOf(method.name))
}

// unchanged requires that sm holds what old holds.
func (w *goroutineWatch) unchanged(sm *SharedMap, old map[string]any, method mapMethod) {
	w.t.Helper()
	var n int
	w.must("Count", func() (err error) { n, err = sm.Count(noLimit); return err })
	changed := 0
	for key, value := range old {
		var got any
		w.must("Get", func() (err error) { got, _, err = sm.Get(noLimit, key); return err })
		if !assert.ObjectsAreEqual(value, got) {
			changed++
		}
	}
	if n != len(old) || changed > 0 {
		require.FailNow(w.t, inWords(method.name+" was carried out", method.name+": 처리되었습니다"), inWords("expected: %s with a dead context is never carried out\nwhat happened: after %d such calls %d of %d values were changed, and %d keys were there",
			"기대한 것: 컨텍스트가 끝나 있는 %s 호출은 처리되지 않아야 합니다\n일어난 일: 그런 호출 %d번 뒤에 값 %d개가 바뀌었고(모두 %d개), 키는 %d개였습니다"),
			lineOf(method.name), deadCalls, changed, len(old), n)
	}
}
