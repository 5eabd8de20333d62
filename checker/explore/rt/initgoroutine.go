package rt

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// initGoroutines are the goroutines that packages have started while the process was initialised. Each schedule initialises the packages
// again and so begins with goroutines of its own. Those of the process end at their next scheduling point once schedules are made.
var initGoroutines struct {
	alive   atomic.Int32
	over    atomic.Bool // schedules are made now
	mu      sync.Mutex
	numbers map[uintptr]bool
}

// InitGoroutine returns f for a goroutine that is started outside of a schedule, with the notes that end it once schedules are made.
func InitGoroutine(f func()) func() {
	if initGoroutines.over.Load() {
		return f
	}
	initGoroutines.alive.Add(1)
	return func() {
		defer initGoroutines.alive.Add(-1)
		if initGoroutines.over.Load() {
			return
		}
		n := goroutineID()
		registerInit(n, true)
		defer registerInit(n, false)
		f()
	}
}

// registerInit notes that the goroutine with number n is one of these, or that it has ended.
func registerInit(n uintptr, is bool) {
	initGoroutines.mu.Lock()
	defer initGoroutines.mu.Unlock()
	if initGoroutines.numbers == nil {
		initGoroutines.numbers = map[uintptr]bool{}
	}
	if initGoroutines.numbers[n] = is; !is {
		delete(initGoroutines.numbers, n)
	}
}

// endInitGoroutine ends the calling goroutine if it is one of these and schedules are made.
func endInitGoroutine() {
	if initGoroutines.alive.Load() == 0 || !initGoroutines.over.Load() {
		return
	}
	n := goroutineID()
	initGoroutines.mu.Lock()
	is := initGoroutines.numbers[n]
	initGoroutines.mu.Unlock()
	if is {
		runtime.Goexit()
	}
}
