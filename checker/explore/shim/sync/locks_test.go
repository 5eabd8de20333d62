package sync_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/explore/internal/schedtest"
	"sharedmap-workshop/checker/explore/rt"
	"sharedmap-workshop/checker/explore/shim/sync"
)

func TestMutex(t *testing.T) {
	check(t, []program{
		{"keeps others out, and any waiter may be next", 2, func(p *schedtest.P) {
			var mu sync.Mutex
			p.Go("a", section(p, &mu, "aA"))
			p.Go("b", section(p, &mu, "bB"))
			p.Wait()
		}, []string{"a A b B", "b B a A"}},
		{"the waiter that has waited longest need not be next", 1, func(p *schedtest.P) {
			var mu sync.Mutex
			mu.Lock()
			for _, name := range []string{"1", "2", "3"} {
				p.Go(name, func() { mu.Lock(); p.Log(name); mu.Unlock() })
			}
			mu.Unlock()
			p.Wait()
		}, []string{"1 2 3", "1 3 2", "2 1 3", "2 3 1", "3 1 2", "3 2 1"}},
		{"blocks the goroutine that has it", 0, func(p *schedtest.P) {
			var mu sync.Mutex
			mu.Lock()
			mu.Lock()
		}, []string{"| deadlock: main lock"}},
		{"may be unlocked by another goroutine", 0, func(p *schedtest.P) {
			var mu sync.Mutex
			mu.Lock()
			p.Go("a", mu.Unlock)
			mu.Lock()
			p.Log("locked")
		}, []string{"locked"}},
		{"TryLock", 1, func(p *schedtest.P) {
			var mu sync.Mutex
			p.Go("a", section(p, &mu, "aA"))
			p.Log(mu.TryLock())
			rt.Enter().Schedule().LeaksAllowed()
		}, []string{"a A false", "a A true", "a false A", "true"}},
		{"each schedule has a new one", 0, func(p *schedtest.P) {
			kept.Lock()
			p.Log("locked")
		}, []string{"locked"}},
	})
}

// kept is locked by a schedule and stays so.
var kept sync.Mutex

func TestRWMutex(t *testing.T) {
	check(t, []program{
		{"readers are inside together", 1, func(p *schedtest.P) {
			var mu sync.RWMutex
			p.Go("a", section(p, mu.RLocker(), "aA"))
			p.Go("b", section(p, mu.RLocker(), "bB"))
			p.Wait()
		}, []string{"a A b B", "a b B A", "b B a A", "b a A B"}},
		{"a writer keeps readers out", 2, func(p *schedtest.P) {
			var mu sync.RWMutex
			p.Go("w", section(p, &mu, "wW"))
			p.Go("r", section(p, mu.RLocker(), "rR"))
			p.Wait()
		}, []string{"r R w W", "w W r R"}},
		{"a waiting writer keeps new readers out", 0, func(p *schedtest.P) {
			var mu sync.RWMutex
			mu.RLock()
			p.Go("w", mu.Lock)
			rt.Enter().Settle()
			mu.RLock()
		}, []string{"| deadlock: main rlock, w lock"}},
		{"a reader cannot become a writer", 0, func(p *schedtest.P) {
			var mu sync.RWMutex
			mu.RLock()
			mu.Lock()
		}, []string{"| deadlock: main lock"}},
		{"a writer cannot read", 0, func(p *schedtest.P) {
			var mu sync.RWMutex
			mu.Lock()
			mu.RLock()
		}, []string{"| deadlock: main rlock"}},
		{"TryLock and TryRLock", 0, func(p *schedtest.P) {
			var mu sync.RWMutex
			p.Log(mu.TryRLock(), mu.TryRLock(), mu.TryLock())
			mu.RUnlock()
			mu.RUnlock()
			p.Log(mu.TryLock(), mu.TryRLock(), mu.TryLock())
			mu.Unlock()
			mu.RLock()
			p.Log("again")
		}, []string{"true true false true false false again"}},
	})
}

func TestLocksOrderAccesses(t *testing.T) {
	tests := []struct {
		name string
		a, b func(mu *sync.RWMutex) locker
		race bool
	}{
		{"two writers", writer, writer, false},
		{"a reader and a writer", reader, writer, false},
		{"two readers", reader, reader, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.race, schedtest.Races(t, 2, func(p *schedtest.P) {
				var mu sync.RWMutex
				n := 0
				for i, l := range []locker{tt.a(&mu), tt.b(&mu)} {
					p.Go("g", func() { l.Lock(); rt.Write(&n, uint32(i)).Set(1); l.Unlock() })
				}
				p.Wait()
			}))
		})
	}
}

func writer(mu *sync.RWMutex) locker { return mu }
func reader(mu *sync.RWMutex) locker { return mu.RLocker() }

// locker is the real package's Locker, which the stand-in does not replace.
type locker interface {
	Lock()
	Unlock()
}
