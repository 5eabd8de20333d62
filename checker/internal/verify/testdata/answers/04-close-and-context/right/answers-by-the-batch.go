// right
// The owner takes all that waits as one batch, and its callers learn their answers together, when the whole batch is done; nil comes later than it could, but only after the command was carried out.
package main

import (
	"context"
	"errors"
	"sync"
)

var ErrClosed = errors.New("sharedmap: closed")

const (
	opSet = iota
	opGet
	opRemove
	opCount
	opUpdate
)

type answer struct {
	value any
	found bool
	n     int
}

type command struct {
	op    int
	key   string
	value any
	f     func(old any, found bool) any
	a     answer
}

type batch struct {
	commands []*command
	done     chan struct{}
}

type SharedMap struct {
	mu     sync.Mutex
	next   *batch
	closed bool
	work   chan struct{}
	gone   chan struct{}
	m      map[string]any
}

func NewMap() *SharedMap {
	sm := &SharedMap{
		next: &batch{done: make(chan struct{})},
		work: make(chan struct{}, 1),
		gone: make(chan struct{}),
		m:    make(map[string]any),
	}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	defer close(sm.gone)
	for {
		<-sm.work
		sm.mu.Lock()
		now, closed := sm.next, sm.closed
		sm.next = &batch{done: make(chan struct{})}
		sm.mu.Unlock()
		for _, cmd := range now.commands {
			cmd.a = carryOut(sm.m, *cmd)
		}
		close(now.done)
		if closed {
			return
		}
	}
}

func (sm *SharedMap) wake() {
	select {
	case sm.work <- struct{}{}:
	default:
	}
}

func (sm *SharedMap) ask(ctx context.Context, cmd command) (answer, error) {
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	sm.mu.Lock()
	if sm.closed {
		sm.mu.Unlock()
		return answer{}, ErrClosed
	}
	mine := sm.next
	mine.commands = append(mine.commands, &cmd)
	sm.mu.Unlock()
	sm.wake()
	select {
	case <-mine.done:
		return cmd.a, nil
	case <-ctx.Done():
		return answer{}, ctx.Err()
	}
}

func (sm *SharedMap) Close() map[string]any {
	sm.mu.Lock()
	sm.closed = true
	sm.mu.Unlock()
	sm.wake()
	<-sm.gone
	sm.mu.Lock()
	defer sm.mu.Unlock()
	m := sm.m
	sm.m = nil
	return m
}

func carryOut(m map[string]any, cmd command) (a answer) {
	switch cmd.op {
	case opSet:
		m[cmd.key] = cmd.value
	case opGet:
		a.value, a.found = m[cmd.key]
	case opRemove:
		delete(m, cmd.key)
	case opCount:
		a.n = len(m)
	case opUpdate:
		old, found := m[cmd.key]
		a.value = cmd.f(old, found)
		m[cmd.key] = a.value
	}
	return a
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.ask(ctx, command{op: opSet, key: key, value: value})
	return err
}

func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	a, err := sm.ask(ctx, command{op: opGet, key: key})
	return a.value, a.found, err
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, command{op: opRemove, key: key})
	return err
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	a, err := sm.ask(ctx, command{op: opCount})
	return a.n, err
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	a, err := sm.ask(ctx, command{op: opUpdate, key: key, f: f})
	return a.value, err
}
