// right
// Copy on write; Get and Count read an immutable snapshot and never wait, writers go through the owner. A copy is handed over, for a late reader may still look at the last snapshot.
package main

import (
	"context"
	"errors"
	"maps"
	"sync"
	"sync/atomic"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

const (
	set = iota
	get
	remove
	count
	update
)

type answer struct {
	value any
	found bool
	count int
	err   error
}

func carryOut(m map[string]any, cmd *command) (a answer) {
	switch cmd.action {
	case set:
		m[cmd.key] = cmd.value
	case get:
		a.value, a.found = m[cmd.key]
	case remove:
		delete(m, cmd.key)
	case count:
		a.count = len(m)
	case update:
		old, found := m[cmd.key]
		a.value = cmd.f(old, found)
		m[cmd.key] = a.value
	}
	return a
}

type command struct {
	action int
	key    string
	value  any
	f      func(old any, found bool) any
	answer chan answer
}

type SharedMap struct {
	snapshot atomic.Pointer[map[string]any]
	c        chan *command
	closing  chan struct{}
	ended    chan struct{}
	once     sync.Once
}

func NewMap() *SharedMap {
	sm := &SharedMap{
		c:       make(chan *command),
		closing: make(chan struct{}),
		ended:   make(chan struct{}),
	}
	sm.snapshot.Store(&map[string]any{})
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	defer close(sm.ended)
	for {
		select {
		case cmd := <-sm.c:
			m := maps.Clone(*sm.snapshot.Load())
			a := carryOut(m, cmd)
			sm.snapshot.Store(&m)
			cmd.answer <- a
		case <-sm.closing:
			return
		}
	}
}

func (sm *SharedMap) alive(ctx context.Context) error {
	select {
	case <-sm.closing:
		return ErrClosed
	default:
		return ctx.Err()
	}
}

func (sm *SharedMap) ask(ctx context.Context, cmd *command) (answer, error) {
	if err := sm.alive(ctx); err != nil {
		return answer{}, err
	}
	if cmd.action == get || cmd.action == count {
		return carryOut(*sm.snapshot.Load(), cmd), nil
	}
	cmd.answer = make(chan answer, 1)
	select {
	case sm.c <- cmd:
	case <-sm.closing:
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

func (sm *SharedMap) Close() (m map[string]any) {
	sm.once.Do(func() {
		close(sm.closing)
		<-sm.ended
		m = maps.Clone(*sm.snapshot.Load())
	})
	return m
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.ask(ctx, &command{action: set, key: key, value: value})
	return err
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, &command{action: remove, key: key})
	return err
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	a, err := sm.ask(ctx, &command{action: count})
	return a.count, err
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	a, err := sm.ask(ctx, &command{action: update, key: key, f: f})
	return a.value, err
}

func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	a, err := sm.ask(ctx, &command{action: get, key: key})
	return a.value, a.found, err
}
