// wrong: nothing-lost
// explain: assertion send-after-close
// explain: data-race send-after-close
// A call that has found the map open, but is counted in only after Close has found nobody inside, sends on the closed channel and panics, which breaks "every call returns nil or ErrClosed".
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

// SharedMap is a map that one goroutine owns. Close lets all who are inside
// finish before it closes the door behind them.
type SharedMap struct {
	c      chan command
	closed atomic.Bool
	inside atomic.Int64  // calls that may send
	left   chan struct{} // room for one: somebody was the last to leave
	last   chan map[string]any
	once   sync.Once
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		c:    make(chan command),
		left: make(chan struct{}, 1),
		last: make(chan map[string]any),
	}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	m := make(map[string]any)
	for cmd := range sm.c {
		cmd.answer <- cmd.do(m)
	}
	sm.last <- m
}

func (sm *SharedMap) leave() {
	if sm.inside.Add(-1) == 0 && sm.closed.Load() {
		select {
		case sm.left <- struct{}{}:
		default:
		}
	}
}

func (sm *SharedMap) ask(ctx context.Context, do func(m map[string]any) answer) (answer, error) {
	if sm.closed.Load() {
		return answer{}, ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	sm.inside.Add(1) // bug: Close may have seen nobody inside since the check
	defer sm.leave()

	cmd := command{do: do, answer: make(chan answer, 1)}
	select {
	case sm.c <- cmd: // bug
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

// Close lets nobody in any more, waits for those inside, and takes the map.
func (sm *SharedMap) Close() map[string]any {
	var m map[string]any
	sm.once.Do(func() {
		sm.closed.Store(true)
		for sm.inside.Load() > 0 {
			<-sm.left
		}
		close(sm.c)
		m = <-sm.last
	})
	return m
}
