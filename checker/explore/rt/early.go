package rt

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// early are the goroutines that packages started while the process began. Each schedule begins with its own, so those of the
// process end as soon as they reach a point once schedules are made.
var early struct {
	alive   atomic.Int32
	over    atomic.Bool // schedules are made
	mu      sync.Mutex
	numbers map[uintptr]bool
}

// Early is f for a goroutine that is about to be started without a schedule: one that runs it as such a goroutine.
func Early(f func()) func() {
	if early.over.Load() {
		return f
	}
	early.alive.Add(1)
	return func() {
		defer early.alive.Add(-1)
		if early.over.Load() {
			return
		}
		n := number()
		mark(n, true)
		defer mark(n, false)
		f()
	}
}

func mark(n uintptr, is bool) {
	early.mu.Lock()
	defer early.mu.Unlock()
	if early.numbers == nil {
		early.numbers = map[uintptr]bool{}
	}
	if early.numbers[n] = is; !is {
		delete(early.numbers, n)
	}
}

// endEarly ends the calling goroutine if it is one of them and schedules are made.
func endEarly() {
	if early.alive.Load() == 0 || !early.over.Load() {
		return
	}
	n := number()
	early.mu.Lock()
	is := early.numbers[n]
	early.mu.Unlock()
	if is {
		runtime.Goexit()
	}
}
