// right
// No channel carries a command or an answer: owner, callers and closers all wait on one sync.Cond, and context.AfterFunc wakes them when a context ends.
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

// SharedMap is a map that one goroutine owns, beside a board that all read.
type SharedMap struct {
	mu      sync.Mutex // never held while a job runs
	news    *sync.Cond
	jobs    []*job // not begun yet
	closing bool
	stopped bool
	m       map[string]any // the owner's, until stopped
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{m: make(map[string]any)}
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

// do has run carried out. Where it returns an error, what run writes must not
// be read.
func (sm *SharedMap) do(ctx context.Context, run func(m map[string]any)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	told := make(chan struct{})
	forget := context.AfterFunc(ctx, func() {
		defer close(told)
		sm.mu.Lock()
		defer sm.mu.Unlock()
		sm.news.Broadcast()
	})
	defer func() {
		if !forget() {
			<-told // it runs already: see it end
		}
	}()

	sm.mu.Lock()
	defer sm.mu.Unlock()
	if sm.closing {
		return ErrClosed
	}
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

// Close lets the owner finish what is on the board, and takes the map.
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
	m := sm.m
	sm.m = nil
	return m
}
