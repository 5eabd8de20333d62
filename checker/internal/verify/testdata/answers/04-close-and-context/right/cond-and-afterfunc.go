// right
// Right: callers and owner wait on one sync.Cond, and context.AfterFunc wakes the caller whose context ends; its registration is undone, and a wake-up that has begun is waited for.
package main

import (
	"context"
	"errors"
	"sync"
)

var ErrClosed = errors.New("sharedmap: closed")

type state int

const (
	waiting state = iota
	running
	finished
	refused
)

type ticket struct {
	state
	do func(map[string]any)
}

type SharedMap struct {
	mu      sync.Mutex
	changed *sync.Cond
	tickets []*ticket
	closing bool
	stopped bool
	m       map[string]any
}

func NewMap() *SharedMap {
	sm := &SharedMap{m: make(map[string]any)}
	sm.changed = sync.NewCond(&sm.mu)
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	for {
		for len(sm.tickets) == 0 && !sm.closing {
			sm.changed.Wait()
		}
		if sm.closing {
			for _, t := range sm.tickets {
				t.state = refused
			}
			sm.tickets = nil
			sm.stopped = true
			sm.changed.Broadcast()
			return
		}
		t := sm.tickets[0]
		sm.tickets = sm.tickets[1:]
		t.state = running
		sm.mu.Unlock()
		t.do(sm.m)
		sm.mu.Lock()
		t.state = finished
		sm.changed.Broadcast()
	}
}

func (sm *SharedMap) ask(ctx context.Context, do func(map[string]any)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	woken := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(woken)
		sm.mu.Lock()
		defer sm.mu.Unlock()
		sm.changed.Broadcast()
	})
	defer func() {
		if !stop() {
			<-woken
		}
	}()

	sm.mu.Lock()
	defer sm.mu.Unlock()
	if sm.closing {
		return ErrClosed
	}
	t := &ticket{do: do}
	sm.tickets = append(sm.tickets, t)
	sm.changed.Broadcast()
	for {
		switch {
		case t.state == finished:
			return nil
		case t.state == refused:
			return ErrClosed
		case ctx.Err() != nil:
			for i := range sm.tickets {
				if sm.tickets[i] == t {
					sm.tickets = append(sm.tickets[:i], sm.tickets[i+1:]...)
					break
				}
			}
			return ctx.Err()
		}
		sm.changed.Wait()
	}
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	return sm.ask(ctx, func(m map[string]any) { m[key] = value })
}

func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	var v any
	var ok bool
	if err = sm.ask(ctx, func(m map[string]any) { v, ok = m[key] }); err == nil {
		value, found = v, ok
	}
	return
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	return sm.ask(ctx, func(m map[string]any) { delete(m, key) })
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	n := make(chan int, 1)
	if err := sm.ask(ctx, func(m map[string]any) { n <- len(m) }); err != nil {
		return 0, err
	}
	return <-n, nil
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	made := make(chan any, 1)
	if err := sm.ask(ctx, func(m map[string]any) {
		old, found := m[key]
		m[key] = f(old, found)
		made <- m[key]
	}); err != nil {
		return nil, err
	}
	return <-made, nil
}

func (sm *SharedMap) Close() (m map[string]any) {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	sm.closing = true
	sm.changed.Broadcast()
	for !sm.stopped {
		sm.changed.Wait()
	}
	m, sm.m = sm.m, nil
	return m
}
