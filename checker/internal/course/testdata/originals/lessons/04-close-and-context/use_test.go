package main

import (
	"context"
	"errors"
	"fmt"
	"math"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/testrecord"
)

// testPlainUse uses sm as everybody does, one call after the other, and returns what must be in it then.
func testPlainUse(w *testGoroutineWatch, sm *SharedMap, ctx context.Context) map[string]any {
	w.t.Helper()
	want := map[string]any{}
	n := testDraw(1000, 1_000_000)
	for i, value := range testPlainValues(n) {
		key := testPlainKey(n, i)
		w.holds(sm, ctx, key, nil, false)
		w.remove(sm, ctx, key) // a key that is not there is no error
		w.set(sm, ctx, key, "another")
		w.set(sm, ctx, key, value)
		w.set(sm, ctx, key, value) // the same again, of a type that may not be comparable
		w.holds(sm, ctx, key, value, true)
		want[key] = value
		w.counts(sm, ctx, len(want))
	}
	w.keepsApart(sm, ctx, fmt.Sprint("derived", n))
	testPlainUpdates(w, sm, ctx, n, want)
	w.asAPlainMap(sm, ctx, want)
	w.besideAnotherMap(sm, ctx)
	want["beside"] = 1
	w.set(sm, ctx, "b", n)
	w.remove(sm, ctx, "b")
	w.holds(sm, ctx, "b", nil, false)
	w.remove(sm, ctx, "b")
	w.counts(sm, ctx, len(want))
	return want
}

// keepsApart uses a key beside those that a map might make of it for itself, with one more character at either end, and removes all of them.
func (w *testGoroutineWatch) keepsApart(sm *SharedMap, ctx context.Context, key string) {
	w.t.Helper()
	derived := []string{}
	for c := range 128 {
		derived = append(derived, key+string(rune(c)), string(rune(c))+key)
	}
	w.set(sm, ctx, key, nil)
	for _, other := range derived {
		w.holds(sm, ctx, other, nil, false)
	}
	for i, other := range derived {
		w.set(sm, ctx, other, i)
	}
	w.remove(sm, ctx, key)
	for i, other := range derived {
		w.holds(sm, ctx, other, i, true)
		w.remove(sm, ctx, other)
	}
	w.holds(sm, ctx, key, nil, false)
}

// testPlainValues are values of any kind: what is stored says nothing about the call, an error neither.
func testPlainValues(n int) []any {
	return []any{nil, n, "text", []int{n}, map[string]int{"n": n}, 0, "", false, error(nil), ErrClosed, context.Canceled, testErrOwn, map[string]any{"a": n}, struct{}{}, int64(n), float64(n), fmt.Sprint(n), 1<<53 + 1, uint64(math.MaxUint64)}
}

// testPlainKey is the i-th key: the empty one comes first, then some that are no text or differ in little, and of the others none is without a space, a
// colon, a line's end or a letter beyond ASCII.
func testPlainKey(n, i int) string {
	if odd := []string{"", "\xfe", "\xff", "\ufffd", "k", "k\x00", "K"}; i < len(odd) {
		return odd[i]
	}
	return fmt.Sprintf("key %d:\n키", n+i)
}

// besideAnotherMap uses sm while there is another map, and after that one has closed. Two maps have nothing to do with each other.
func (w *testGoroutineWatch) besideAnotherMap(sm *SharedMap, ctx context.Context) {
	w.t.Helper()
	other := NewMap()
	w.must("Set", func() error { return errors.Join(other.Set(ctx, "beside", 2), sm.Set(ctx, "beside", 1)) })
	w.holds(other, ctx, "beside", 2, true)
	w.close(other)
	w.holds(sm, ctx, "beside", 1, true) // sm is open
}

// testUseOfMany stores more keys than anybody would guess, and requires that all of them are there.
func testUseOfMany(w *testGoroutineWatch) {
	w.t.Helper()
	sm, want := NewMap(), map[string]any{}
	n := testDraw(1100, 1600)
	for len(want) < n {
		w.storeSome(sm, want, min(50, n-len(want)))
	}
	w.counts(sm, testNoLimit, n)
	w.holds(sm, testNoLimit, "many 0", 0, true)
	w.wear(sm)
	w.counts(sm, testNoLimit, n)
	testPlainUpdates(w, sm, testNoLimit, n, want)
	n = len(want)
	m := w.close(sm)
	w.same("Close", testWords("Close hands over the map, with all that was stored", "Close는 저장된 것이 모두 든 맵을 넘겨주어야 합니다"), n, len(m))
	w.handsOver(want, m)
}

// wear sets and removes keys many times, and leaves none of them: what a map does now and then only, it has done after that.
func (w *testGoroutineWatch) wear(sm *SharedMap) {
	w.t.Helper()
	times := testDraw(1000, 1500)
	for from := 0; from < times; from += 50 {
		w.must("Set", func() (err error) {
			for i := from; i < from+50; i++ {
				key := fmt.Sprint("worn ", i%300)
				err = errors.Join(err, sm.Set(testNoLimit, key, i), sm.Remove(testNoLimit, key))
			}
			return err
		})
	}
}

// storeSome stores n keys more than those in want, and adds them to it. Few at a time, for a map that copies itself with each write is slow and right.
func (w *testGoroutineWatch) storeSome(sm *SharedMap, want map[string]any, n int) {
	w.t.Helper()
	w.must("Set", func() (err error) {
		for range n {
			i := len(want)
			key := fmt.Sprint("many ", i)
			want[key] = i
			err = errors.Join(err, sm.Set(testNoLimit, key, i))
		}
		return err
	})
}

// testPlainUpdates updates keys that are there and keys that are not, with nil before and nil after, too.
func testPlainUpdates(w *testGoroutineWatch, sm *SharedMap, ctx context.Context, n int, want map[string]any) {
	w.t.Helper()
	for _, step := range []struct {
		key   string
		old   any
		found bool
		new   any
	}{
		{"u", nil, false, n},
		{"u", n, true, []string{"one"}},
		{"u", []string{"one"}, true, nil},
		{"u", nil, true, n + 1},
		{"v", nil, false, nil},
		{"v", nil, true, "last"},
		{"w", nil, false, nil},
		{"e", nil, false, ErrClosed}, // an error is a value like any other
		{"e", ErrClosed, true, context.Canceled},
	} {
		var result, old any
		var found bool
		w.must("Update", func() (err error) {
			result, err = sm.Update(ctx, step.key, func(o any, f bool) any { old, found = o, f; return step.new })
			return err
		})
		w.same("Update", testWords("Update gives its function the value that is stored, and whether there is one", "Update는 저장된 값과 그 값이 있는지를 함수에 넘겨야 합니다"),
			[]any{step.old, step.found}, []any{old, found})
		w.same("Update", testWords("Update returns the new value", "Update는 새 값을 반환해야 합니다"), step.new, result)
		w.holds(sm, ctx, step.key, step.new, true)
		want[step.key] = step.new
		w.counts(sm, ctx, len(want))
	}
}

func (w *testGoroutineWatch) set(sm *SharedMap, ctx context.Context, key string, value any) {
	w.t.Helper()
	w.must("Set", func() error { return sm.Set(ctx, key, value) })
}

func (w *testGoroutineWatch) remove(sm *SharedMap, ctx context.Context, key string) {
	w.t.Helper()
	w.must("Remove", func() error { return sm.Remove(ctx, key) })
}

// holds requires that Get returns just this.
func (w *testGoroutineWatch) holds(sm *SharedMap, ctx context.Context, key string, value any, found bool) {
	w.t.Helper()
	var v any
	var f bool
	w.must("Get", func() (err error) { v, f, err = sm.Get(ctx, key); return err })
	w.same("Get", testWords("Get returns what is stored under the key, and whether there is anything: a stored nil is found, a missing key is not",
		"Get은 키에 저장된 값과 그 값이 있는지를 반환해야 합니다. 저장된 nil은 있는 것이고, 없는 키는 없는 것입니다"), []any{value, found}, []any{v, f})
}

// counts requires that Count returns just this.
func (w *testGoroutineWatch) counts(sm *SharedMap, ctx context.Context, want int) {
	w.t.Helper()
	var n int
	w.must("Count", func() (err error) { n, err = sm.Count(ctx); return err })
	w.same("Count", testWords("Count returns how many keys are there", "Count는 있는 키의 수를 반환해야 합니다"), want, n)
}

// same requires that two values are equal.
func (w *testGoroutineWatch) same(method, expected string, want, got any) {
	w.t.Helper()
	if assert.ObjectsAreEqual(want, got) {
		return
	}
	w.fail("plain-use", method, expected+w.waitsForStop(), fmt.Sprintf(testWords("it was %v and not %v", "기대한 값은 %[2]v인데 결과는 %[1]v입니다"), got, want))
}

// handsOver requires that m, which Close returned, is just what was stored.
func (w *testGoroutineWatch) handsOver(want, m map[string]any) {
	w.t.Helper()
	require.Equal(testrecord.As(w.t, testFailure("close-hands-over", "Close",
		testWords("Close hands over the map, with all that was stored and nothing else", "Close는 저장된 것이 모두, 그리고 그것만 든 맵을 넘겨주어야 합니다"), "")), want, m)
}
