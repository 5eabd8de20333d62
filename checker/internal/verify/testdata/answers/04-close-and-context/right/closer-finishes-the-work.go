// right
// Close lets the owner end after the command in hand, becomes the owner itself, carries out what is still in the queue (f too) in its own goroutine, and keeps the map.
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
	op     int
	key    string
	value  any
	f      func(old any, found bool) any
	answer chan answer
}

type SharedMap struct {
	mu      sync.Mutex
	queue   []command
	closed  bool
	bell    chan struct{}
	quit    chan struct{}
	ended   chan struct{}
	stopped chan struct{}
	m       map[string]any // the owner's, then the closer's
}

func NewMap() *SharedMap {
	sm := &SharedMap{
		bell:    make(chan struct{}, 1),
		quit:    make(chan struct{}),
		ended:   make(chan struct{}),
		stopped: make(chan struct{}),
		m:       make(map[string]any),
	}
	go sm.own()
	return sm
}

func (sm *SharedMap) one() bool {
	sm.mu.Lock()
	if len(sm.queue) == 0 {
		sm.mu.Unlock()
		return false
	}
	cmd := sm.queue[0]
	sm.queue = sm.queue[1:]
	sm.mu.Unlock()
	cmd.answer <- carryOut(sm.m, cmd)
	return true
}

func (sm *SharedMap) own() {
	defer close(sm.ended)
	for {
		select {
		case <-sm.quit:
			return
		case <-sm.bell:
		}
		for more := true; more; {
			select {
			case <-sm.quit:
				return
			default:
				more = sm.one()
			}
		}
	}
}

func (sm *SharedMap) ask(ctx context.Context, cmd command) (answer, error) {
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	cmd.answer = make(chan answer, 1)
	sm.mu.Lock()
	if sm.closed {
		sm.mu.Unlock()
		return answer{}, ErrClosed
	}
	sm.queue = append(sm.queue, cmd)
	sm.mu.Unlock()
	select {
	case sm.bell <- struct{}{}:
	default:
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
	if !first {
		<-sm.stopped
		return nil
	}
	defer close(sm.stopped)
	close(sm.quit)
	<-sm.ended
	for sm.one() {
	}
	return sm.m
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
