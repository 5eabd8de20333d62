// wrong: waiting-to-send waiting-for-reply
// Calls with the same context share one AfterFunc, found in a Go map by the context: a context of a type that cannot be a map key (a struct with a slice in it, passed by value) makes the call panic, which breaks "Contexts of any type may be passed".
package main

import (
	"context"
	"errors"
	"slices"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type job struct {
	run  func(m map[string]any)
	done bool
}

// watch wakes all when one context ends, for all calls that have it.
type watch struct {
	calls  int
	forget func() bool
	told   chan struct{}
}

// SharedMap is a map that one goroutine owns. All wait on one condition.
type SharedMap struct {
	mu      sync.Mutex // never held while a job runs
	news    *sync.Cond
	jobs    []*job // not begun yet
	watches map[context.Context]*watch
	closing bool
	stopped bool
	m       map[string]any // the owner's, until stopped
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		watches: make(map[context.Context]*watch),
		m:       make(map[string]any),
	}
	sm.news = sync.NewCond(&sm.mu)
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	for {
		for len(sm.jobs) == 0 && !sm.closing {
			sm.news.Wait()
		}
		if len(sm.jobs) == 0 {
			sm.stopped = true
			sm.news.Broadcast()
			return
		}
		j := sm.jobs[0]
		sm.jobs = slices.Delete(sm.jobs, 0, 1)
		sm.mu.Unlock()
		j.run(sm.m)
		sm.mu.Lock()
		j.done = true
		sm.news.Broadcast()
	}
}

// watch returns the watch of ctx. It is called with the lock held.
func (sm *SharedMap) watch(ctx context.Context) *watch {
	w := sm.watches[ctx] // bug: panics where ctx is not hashable
	if w == nil {
		told := make(chan struct{})
		w = &watch{told: told}
		w.forget = context.AfterFunc(ctx, func() {
			defer close(told)
			sm.mu.Lock()
			defer sm.mu.Unlock()
			sm.news.Broadcast()
		})
		sm.watches[ctx] = w // bug
	}
	w.calls++
	return w
}

// unwatch is called without the lock.
func (sm *SharedMap) unwatch(ctx context.Context, w *watch) {
	sm.mu.Lock()
	w.calls--
	unused := w.calls == 0
	if unused {
		delete(sm.watches, ctx)
	}
	sm.mu.Unlock()
	if unused && !w.forget() {
		<-w.told // it runs already: see it end
	}
}

// do has run carried out. Where it returns an error, what run writes must not
// be read.
func (sm *SharedMap) do(ctx context.Context, run func(m map[string]any)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	sm.mu.Lock()
	if sm.closing {
		sm.mu.Unlock()
		return ErrClosed
	}
	w := sm.watch(ctx)
	defer sm.unwatch(ctx, w)
	defer sm.mu.Unlock()

	j := &job{run: run}
	sm.jobs = append(sm.jobs, j)
	sm.news.Broadcast()
	for !j.done {
		if err := ctx.Err(); err != nil {
			if i := slices.Index(sm.jobs, j); i >= 0 {
				sm.jobs = slices.Delete(sm.jobs, i, i+1)
			}
			return err
		}
		sm.news.Wait()
	}
	return nil
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	return sm.do(ctx, func(m map[string]any) { m[key] = value })
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	var value any
	var found bool
	if err := sm.do(ctx, func(m map[string]any) { value, found = m[key] }); err != nil {
		return nil, false, err
	}
	return value, found, nil
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	return sm.do(ctx, func(m map[string]any) { delete(m, key) })
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	var n int
	if err := sm.do(ctx, func(m map[string]any) { n = len(m) }); err != nil {
		return 0, err
	}
	return n, nil
}

// Update stores what f returns for the old value, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	var value any
	err := sm.do(ctx, func(m map[string]any) {
		old, found := m[key]
		value = f(old, found)
		m[key] = value
	})
	if err != nil {
		return nil, err
	}
	return value, nil
}

// Close lets the owner finish what waits, and takes the map.
func (sm *SharedMap) Close() map[string]any {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	first := !sm.closing
	sm.closing = true
	sm.news.Broadcast()
	for !sm.stopped {
		sm.news.Wait()
	}
	if !first {
		return nil
	}
	return sm.m
}
