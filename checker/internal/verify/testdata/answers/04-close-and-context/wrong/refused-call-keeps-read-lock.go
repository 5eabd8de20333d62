// wrong: close-twice
// A call that is refused leaves the read lock of the closed flag locked: the next Close after a refused call waits for the write lock for ever.
// explain: assertion lock-held-at-return
package main

import (
	"context"
	"errors"
	"sync"
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
	c       chan *command
	closing chan struct{}  // closed by the first Close
	stopped chan struct{}  // closed when the owner has ended
	mu      sync.RWMutex   // guards closed
	m       map[string]any // the owner's until stopped
	closed  bool
}

func NewMap() *SharedMap {
	sm := &SharedMap{
		c:       make(chan *command),
		closing: make(chan struct{}),
		stopped: make(chan struct{}),
		m:       map[string]any{},
	}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	defer close(sm.stopped)
	for {
		select {
		case cmd := <-sm.c:
			cmd.answer <- carryOut(sm.m, cmd)
		case <-sm.closing:
			return
		}
	}
}

func (sm *SharedMap) ask(ctx context.Context, cmd *command) (answer, error) {
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	if !sm.open() {
		return answer{}, ErrClosed
	}
	cmd.answer = make(chan answer, 1)
	select {
	case sm.c <- cmd:
	case <-ctx.Done():
		return answer{}, ctx.Err()
	case <-sm.closing:
		return answer{}, ErrClosed
	}
	select {
	case a := <-cmd.answer:
		return a, nil
	case <-ctx.Done():
		return answer{}, ctx.Err()
	}
}

func (sm *SharedMap) Close() map[string]any {
	sm.mu.Lock()
	first := !sm.closed
	sm.closed = true
	sm.mu.Unlock()
	if first {
		close(sm.closing)
	}
	<-sm.stopped
	if !first {
		return nil
	}
	return sm.m
}

func (sm *SharedMap) open() bool {
	sm.mu.RLock()
	if sm.closed {
		return false // bug
	}
	sm.mu.RUnlock()
	return true
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
