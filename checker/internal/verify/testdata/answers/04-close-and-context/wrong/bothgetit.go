// wrong: close-twice
// Two calls of Close that wake together can both load the map before either stores nil, and both return it, which breaks "Of several calls of Close one gets it, the others nil" (no data race: both steps are atomic).
package main

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type answer struct {
	value any
	found bool
	count int
}

type command struct {
	do     func(m map[string]any) answer
	answer chan answer
}

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	c     chan command
	once  sync.Once
	close chan struct{}                  // is closed when Close begins
	ended chan struct{}                  // is closed when the owner ends
	last  atomic.Pointer[map[string]any] // the map, until somebody takes it
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		c:     make(chan command),
		close: make(chan struct{}),
		ended: make(chan struct{}),
	}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	defer close(sm.ended)
	m := make(map[string]any)
	for {
		select {
		case cmd := <-sm.c:
			cmd.answer <- cmd.do(m)
		case <-sm.close:
			sm.last.Store(&m)
			return
		}
	}
}

func (sm *SharedMap) ask(ctx context.Context, do func(m map[string]any) answer) (answer, error) {
	select {
	case <-sm.close:
		return answer{}, ErrClosed
	default:
	}
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	cmd := command{do: do, answer: make(chan answer, 1)}
	select {
	case sm.c <- cmd:
	case <-sm.close:
		return answer{}, ErrClosed
	case <-ctx.Done():
		return answer{}, ctx.Err()
	}
	select {
	case a := <-cmd.answer:
		return a, nil
	case <-ctx.Done():
		return answer{}, ctx.Err()
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.ask(ctx, func(m map[string]any) answer {
		m[key] = value
		return answer{}
	})
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	a, err := sm.ask(ctx, func(m map[string]any) answer {
		v, found := m[key]
		return answer{value: v, found: found}
	})
	return a.value, a.found, err
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, func(m map[string]any) answer {
		delete(m, key)
		return answer{}
	})
	return err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	a, err := sm.ask(ctx, func(m map[string]any) answer { return answer{count: len(m)} })
	return a.count, err
}

// Update stores what f returns for the old value, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	a, err := sm.ask(ctx, func(m map[string]any) answer {
		old, found := m[key]
		v := f(old, found)
		m[key] = v
		return answer{value: v}
	})
	return a.value, err
}

// Close ends the map. The first that comes by when the owner has ended takes
// the map away.
func (sm *SharedMap) Close() map[string]any {
	sm.once.Do(func() { close(sm.close) })
	<-sm.ended
	m := sm.last.Load() // bug: Load and Store are two steps
	if m == nil {
		return nil
	}
	sm.last.Store(nil) // bug
	return *m
}
