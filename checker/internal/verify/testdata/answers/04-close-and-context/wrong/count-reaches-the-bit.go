// wrong: waiting-to-send
// The calls inside are counted below the bit that says closed: with 4,096 of them at once an open map answers ErrClosed.
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

// closing is the bit of calls that says that Close has begun; below it the calls that are inside are counted.
const closing = 1 << 12

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	c      chan command
	calls  atomic.Int64
	once   sync.Once
	closed chan struct{}
	last   chan map[string]any
}

func NewMap() *SharedMap {
	sm := &SharedMap{c: make(chan command), closed: make(chan struct{}), last: make(chan map[string]any)}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	m := map[string]any{}
	for {
		select {
		case cmd := <-sm.c:
			cmd.answer <- cmd.do(m)
		case <-sm.closed:
			sm.last <- m
			return
		}
	}
}

// ask sends one command and waits for its answer.
func (sm *SharedMap) ask(ctx context.Context, do func(m map[string]any) answer) (answer, error) {
	if sm.calls.Add(1)&closing != 0 { // bug
		sm.calls.Add(-1)
		return answer{}, ErrClosed
	}
	defer sm.calls.Add(-1)
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	cmd := command{do, make(chan answer, 1)}
	select {
	case sm.c <- cmd:
	case <-sm.closed:
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

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.ask(ctx, func(m map[string]any) answer { m[key] = value; return answer{} })
	return err
}

func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	a, err := sm.ask(ctx, func(m map[string]any) (a answer) { a.value, a.found = m[key]; return a })
	return a.value, a.found, err
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, func(m map[string]any) answer { delete(m, key); return answer{} })
	return err
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	a, err := sm.ask(ctx, func(m map[string]any) answer { return answer{count: len(m)} })
	return a.count, err
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	a, err := sm.ask(ctx, func(m map[string]any) (a answer) {
		old, found := m[key]
		a.value = f(old, found)
		m[key] = a.value
		return a
	})
	return a.value, err
}

func (sm *SharedMap) Close() map[string]any {
	var m map[string]any
	sm.once.Do(func() {
		sm.calls.Add(closing)
		close(sm.closed)
		m = <-sm.last
	})
	return m
}
