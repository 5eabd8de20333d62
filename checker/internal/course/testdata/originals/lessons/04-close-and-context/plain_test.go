package main

import (
	"context"
	"fmt"
	"math/rand/v2"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/testrecord"
)

// asAPlainMap makes calls that are drawn, on a few keys, and requires that each answers as a plain map does. want is what sm holds, before and after.
func (w *testGoroutineWatch) asAPlainMap(sm *SharedMap, ctx context.Context, want map[string]any) {
	w.t.Helper()
	keys := []string{"p", "pq", "P", ""}
	var past []string
	for i := range testDraw(150, 250) {
		key := keys[rand.IntN(len(keys))]
		old, found := want[key]
		value := []any{nil, i, "text", ErrClosed}[rand.IntN(4)]
		name, got, is := "", any(nil), false
		call := func(method string) string { return fmt.Sprintf("%s(%q)", method, key) }
		switch rand.IntN(5) {
		case 0:
			name = "Set"
			w.must(name, func() error { return sm.Set(ctx, key, value) })
			want[key] = value
		case 1:
			name = "Remove"
			w.must(name, func() error { return sm.Remove(ctx, key) })
			delete(want, key)
		case 2:
			name = "Update"
			w.must(name, func() error {
				_, err := sm.Update(ctx, key, func(o any, f bool) any { got, is = o, f; return value })
				return err
			})
			want[key] = value
			w.asPlain(name, call(name), past, []any{old, found}, []any{got, is})
		case 3:
			name = "Get"
			w.must(name, func() (err error) { got, is, err = sm.Get(ctx, key); return err })
			w.asPlain(name, call(name), past, []any{old, found}, []any{got, is})
		case 4:
			name = "Count"
			w.must(name, func() (err error) { got, err = sm.Count(ctx); return err })
			call = func(method string) string { return method + "()" }
			w.asPlain(name, call(name), past, len(want), got)
		}
		past = append(past, call(name))
	}
	for _, key := range keys {
		w.remove(sm, ctx, key)
		delete(want, key)
	}
}

// asPlain requires that a call gave what a plain map would.
func (w *testGoroutineWatch) asPlain(method, call string, past []string, want, got any) {
	w.t.Helper()
	if assert.ObjectsAreEqual(want, got) {
		return
	}
	f := testFailure("plain-use", method, testWords("one goroutine alone uses the map, and it answers as a plain map does", "고루틴 하나만 쓰는 맵은 보통 맵과 똑같이 답해야 합니다")+w.waitsForStop(),
		fmt.Sprintf(testWords("%s gave %v, and a plain map gives %v; before it came %v", "%s의 결과는 %v이고, 보통 맵의 결과는 %v입니다. 앞선 호출: %v"), call, got, want, past[max(0, len(past)-4):]))
	testrecord.FailNow(w.t, f)
}
