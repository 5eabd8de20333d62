package main

import (
	"runtime"
	"sync/atomic"
)

// testReadUntilClosed lets goroutines read, while nobody writes, until Close has handed the map over to an owner who writes: a read that comes after that
// sees nothing of it, however the reads before were served.
func testReadUntilClosed(w *testGoroutineWatch) {
	w.t.Helper()
	for range 3 {
		sm := NewMap()
		w.set(sm, testNoLimit, "a", 1)
		var reads atomic.Int64
		var readers []*testStartedCall
		for i := range testDraw(2, 4) {
			method := testMapMethods[1+2*(i%2)] // Get, Count
			readers = append(readers, testStartCall(method.name, func() error {
				for {
					if err := method.call(sm, testNoLimit, "a"); err != nil {
						return err
					}
					reads.Add(1)
				}
			}))
		}
		enough := int64(testDraw(50, 500))
		for reads.Load() < enough && len(w.others()) > len(readers) {
			runtime.Gosched()
		}
		w.returned(testStartCall("Close", func() error {
			if m := sm.Close(); m != nil {
				m["a"] = testOwnersValue
			}
			return nil
		}), "close-returns", testCloseReturns)
		for _, c := range readers {
			w.refused(c)
		}
	}
}
