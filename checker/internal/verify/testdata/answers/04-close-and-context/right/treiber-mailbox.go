// right
// Right: callers push their letters on a lock-free stack and the owner takes the whole stack at a time; Close pushes a last letter that nobody can push on, so who came before it is carried out and who comes after is told ErrClosed.
package main

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
)

var ErrClosed = errors.New("sharedmap: closed")

type letter struct {
	next  *letter
	state atomic.Int32 // 0 waits, 1 is carried out, 2 is abandoned
	do    func(map[string]any)
	done  chan struct{}
}

type SharedMap struct {
	top  atomic.Pointer[letter]
	bell chan struct{}
	gone chan struct{}
	left chan map[string]any
}

func NewMap() *SharedMap {
	sm := &SharedMap{bell: make(chan struct{}, 1), gone: make(chan struct{}), left: make(chan map[string]any, 1)}
	go sm.live(make(map[string]any))
	return sm
}

// isLast says whether nothing may be pushed on l. A last letter has no content.
func (l *letter) isLast() bool { return l != nil && l.do == nil }

func (sm *SharedMap) live(m map[string]any) {
	defer close(sm.gone)
	defer func() { sm.left <- m }()
	for range sm.bell {
		top := sm.take()
		var batch []*letter
		for l := top; l != nil; l = l.next {
			batch = append(batch, l)
		}
		for _, l := range slices.Backward(batch) {
			if l.do != nil && l.state.CompareAndSwap(0, 1) {
				l.do(m)
			}
			close(l.done)
		}
		if top.isLast() {
			return
		}
	}
}

// take empties the mailbox, but for a last letter, which stays.
func (sm *SharedMap) take() *letter {
	for {
		if top := sm.top.Load(); top.isLast() || sm.top.CompareAndSwap(top, nil) {
			return top
		}
	}
}

// push is false where a last letter lies on the stack.
func (sm *SharedMap) push(l *letter) bool {
	for {
		l.next = sm.top.Load()
		if l.next.isLast() {
			return false
		}
		if sm.top.CompareAndSwap(l.next, l) {
			sm.ring()
			return true
		}
	}
}

func (sm *SharedMap) ring() {
	select {
	case sm.bell <- struct{}{}:
	default:
	}
}

func (sm *SharedMap) ask(ctx context.Context, do func(map[string]any)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	l := &letter{do: do, done: make(chan struct{})}
	if !sm.push(l) {
		return ErrClosed
	}
	select {
	case <-l.done:
		return nil
	case <-ctx.Done():
		l.state.CompareAndSwap(0, 2)
		return ctx.Err()
	}
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	return sm.ask(ctx, func(m map[string]any) { m[key] = value })
}

func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	var r struct {
		value any
		found bool
	}
	err := sm.ask(ctx, func(m map[string]any) { r.value, r.found = m[key] })
	if err != nil {
		return nil, false, err
	}
	return r.value, r.found, nil
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	return sm.ask(ctx, func(m map[string]any) { delete(m, key) })
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	n := new(int)
	if err := sm.ask(ctx, func(m map[string]any) { *n = len(m) }); err != nil {
		return 0, err
	}
	return *n, nil
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	result := make([]any, 1)
	err := sm.ask(ctx, func(m map[string]any) {
		old, found := m[key]
		m[key] = f(old, found)
		result[0] = m[key]
	})
	if err != nil {
		return nil, err
	}
	return result[0], nil
}

func (sm *SharedMap) Close() map[string]any {
	sm.push(&letter{done: make(chan struct{})}) // false where another Close was first
	<-sm.gone
	select {
	case m := <-sm.left:
		return m
	default:
		return nil
	}
}
