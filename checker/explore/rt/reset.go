package rt

import (
	"cmp"
	"slices"
	"sync"
)

// resets give package variables the values they begin with, so that each schedule begins like the first.
// Instrumented packages register theirs while they are initialised.
var resets struct {
	mu   sync.Mutex
	list []reset
}

type reset struct {
	pkg   string
	order int
	f     func()
}

// OnReset registers f; within a package, lower orders come first.
func OnReset(pkg string, order int, f func()) {
	resets.mu.Lock()
	defer resets.mu.Unlock()
	resets.list = append(resets.list, reset{pkg, order, f})
	slices.SortStableFunc(resets.list, func(a, b reset) int {
		if a.pkg != b.pkg {
			return 0
		}
		return cmp.Compare(a.order, b.order)
	})
}

// Reset gives all registered variables their first values.
func Reset() {
	for _, r := range resets.list {
		r.f()
	}
}
