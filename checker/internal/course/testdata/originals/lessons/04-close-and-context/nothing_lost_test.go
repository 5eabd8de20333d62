package main

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Step nothing-lost: what was told nil is in the map that Close hands over, what was
// told ErrClosed is not.
func TestNothingLost(t *testing.T) {
	w := newWatch(t)
	for range 10 {
		closeUnderWay(w)
		closeAtFullSpeed(w)
	}
	closeInside(w)
	setThenClose(w)
}

// underWay are calls that are on their way while the map closes.
type underWay struct {
	sets, removes, updates, reads []*startedCall
}

func setKey(i int) string    { return fmt.Sprint("set ", i) }
func removeKey(i int) string { return fmt.Sprint("remove ", i) }

const (
	counterKey = "counter"
	callsEach  = 6
)

// start starts one call of each kind.
func (u *underWay) start(sm *SharedMap) {
	i := len(u.sets)
	u.sets = append(u.sets, startCall("Set", func() error { return sm.Set(noLimit, setKey(i), nil) }))
	u.removes = append(u.removes, startCall("Remove", func() error { return sm.Remove(noLimit, removeKey(i)) }))
	u.updates = append(u.updates, startCall("Update", func() error { return addOne(noLimit, sm) }))
	u.reads = append(u.reads, startCall("Get", func() error {
		_, _, err := sm.Get(noLimit, counterKey)
		return err
	}), startCall("Count", func() error {
		_, err := sm.Count(noLimit)
		return err
	}))
}

// addOne adds one to the counter.
func addOne(ctx context.Context, sm *SharedMap) error {
	_, err := sm.Update(ctx, counterKey, func(old any, _ bool) any {
		n, _ := old.(int)
		return n + 1
	})
	return err
}

// closeUnderWay closes a busy map for which calls wait, and while it closes more come.
func closeUnderWay(w *goroutineWatch) {
	w.t.Helper()
	sm := NewMap()
	for i := range callsEach {
		w.must("Set", func() error { return sm.Set(noLimit, removeKey(i), i) })
	}
	w.must("Set", func() error { return sm.Set(noLimit, "a", 1) })
	busy := w.makeBusy(sm, noLimit, "a")
	write := startCall("Set", func() error { return sm.Set(noLimit, "a", 2) })
	var calls underWay
	for range callsEach / 2 {
		calls.start(sm)
	}
	w.settle()
	early := isClosed(write.done)

	var m map[string]any
	closing := startClose(sm, &m)
	w.settle()
	for range callsEach / 2 {
		calls.start(sm)
	}
	w.settle()
	busy.release()
	w.returned(closing, closeReturns)
	w.nilOrClosed([]*startedCall{busy.update, write})
	if early && write.err == nil {
		busy.notTooEarly(w.t, write)
	}
	w.agree(&calls, m)
	require.Equal(w.t, busy.update.err == nil || write.err == nil, m["a"] != 1, inWords("expected: what was told nil is in the map that Close hands over, what was told ErrClosed is not: %s",
		"기대한 것: nil을 받은 것은 Close가 넘겨주는 맵에 있고, ErrClosed를 받은 것은 없어야 합니다. %s"), lineOf("Update"))
	w.nobodyLeft(afterClose)
}

// nilOrClosed requires that each call returns, with nil or with ErrClosed.
func (w *goroutineWatch) nilOrClosed(calls []*startedCall) {
	w.t.Helper()
	expected := inWords("a call that is on its way while the map closes returns nil or ErrClosed",
		"맵이 닫히는 동안 처리 중인 호출은 nil이나 ErrClosed를 돌려주어야 합니다")
	for _, c := range calls {
		w.returned(c, expected)
		if c.err != nil && !errors.Is(c.err, ErrClosed) {
			require.FailNow(w.t, inWords("a wrong error", "잘못된 오류입니다"), inWords("expected: %s\nwhat happened: %s returned %q",
				"기대한 것: %s\n일어난 일: %s 호출이 %q 오류를 돌려주었습니다"), expected, lineOf(c.name), c.err)
		}
	}
}

// agree requires that what the calls were told is true of m.
func (w *goroutineWatch) agree(calls *underWay, m map[string]any) {
	w.t.Helper()
	for _, some := range [][]*startedCall{calls.sets, calls.removes, calls.updates, calls.reads} {
		w.nilOrClosed(some)
	}
	require.NotNil(w.t, m, inWords("expected: %s hands over the map", "기대한 것: %s 호출은 맵을 넘겨주어야 합니다"), lineOf("Close"))
	for i, c := range calls.sets {
		_, found := m[setKey(i)]
		w.told(c, found)
	}
	for i, c := range calls.removes {
		_, found := m[removeKey(i)]
		w.told(c, !found)
	}
	added := 0
	for _, c := range calls.updates {
		if c.err == nil {
			added++
		}
	}
	counter, _ := m[counterKey].(int)
	require.Equal(w.t, added, counter, inWords("expected: the counter is what %s was told nil for; each added one",
		"기대한 것: 카운터는 nil을 받은 %s 호출의 수와 같아야 합니다. 호출마다 1을 더합니다"), lineOf("Update"))
}

// told requires that c was told nil exactly if it was carried out.
func (w *goroutineWatch) told(c *startedCall, carriedOut bool) {
	w.t.Helper()
	if c.err == nil && !carriedOut {
		require.FailNow(w.t, inWords(c.name+" is lost", c.name+": 사라졌습니다"), inWords("expected: what was told nil is in the map that Close hands over\nwhat happened: %s was told nil, and the map does not show it",
			"기대한 것: nil을 받은 것은 Close가 넘겨주는 맵에 있어야 합니다\n일어난 일: %s 호출은 nil을 받았는데 맵에 나타나지 않습니다"), lineOf(c.name))
	}
	if c.err != nil && carriedOut {
		require.FailNow(w.t, inWords(c.name+" was carried out", c.name+": 처리되었습니다"), inWords("expected: what was told ErrClosed is not in the map that Close hands over\nwhat happened: %s was told ErrClosed, and the map shows it",
			"기대한 것: ErrClosed를 받은 것은 Close가 넘겨주는 맵에 없어야 합니다\n일어난 일: %s 호출은 ErrClosed를 받았는데 맵에 나타납니다"), lineOf(c.name))
	}
}

// closeAtFullSpeed closes a map that nothing holds up.
func closeAtFullSpeed(w *goroutineWatch) {
	w.t.Helper()
	sm := NewMap()
	told := make([]int, 4)
	var calls []*startedCall
	for i := range told {
		calls = append(calls, startCall("Update", func() error {
			for range 30 {
				if err := addOne(noLimit, sm); err != nil {
					return err
				}
				told[i]++
			}
			return nil
		}))
	}
	m := w.close(sm)
	w.nilOrClosed(calls)
	sum := 0
	for _, n := range told {
		sum += n
	}
	counter, _ := m[counterKey].(int)
	require.Equal(w.t, sum, counter, inWords("expected: the counter is what %s was told nil for; each added one",
		"기대한 것: 카운터는 nil을 받은 %s 호출의 수와 같아야 합니다. 호출마다 1을 더합니다"), lineOf("Update"))
}

// setThenClose calls a method in one goroutine and, a second of fake time later, Close
// in another one, with nothing but time between them.
func setThenClose(w *goroutineWatch) {
	w.t.Helper()
	for _, method := range mapMethods {
		ok := w.inFakeTime(func() {
			sm := NewMap()
			first := startMethod(method, sm, noLimit, "a")
			closing := startCall("Close", func() error {
				time.Sleep(time.Second)
				sm.Close()
				return nil
			})
			<-first.done
			<-closing.done
		})
		assert.True(w.t, ok, inWords("expected: %s, then Close: both return",
			"기대한 것: %s 호출과 그다음 Close는 둘 다 돌아와야 합니다"), lineOf(method.name))
	}
}
