// wrong: waiting-for-reply
// Answer channels are used again; who leaves empties its own and gives it back, but its answer may still come: then the next user of the channel takes it for its own.
package main

import (
	"context"
	"errors"
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
	c       chan *command
	closing chan struct{} // closed by the first Close
	stopped chan struct{} // closed when the owner has ended
	begun   atomic.Bool
	m       map[string]any   // the owner's until stopped
	free    chan chan answer // answer channels to use again
}

func NewMap() *SharedMap {
	sm := &SharedMap{
		c:       make(chan *command),
		closing: make(chan struct{}),
		stopped: make(chan struct{}),
		m:       map[string]any{},
		free:    make(chan chan answer, 16),
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
	select {
	case cmd.answer = <-sm.free:
	default:
		cmd.answer = make(chan answer, 1)
	}
	defer sm.giveBack(cmd.answer)
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
	first := sm.begun.CompareAndSwap(false, true)
	if first {
		close(sm.closing)
	}
	<-sm.stopped
	if !first {
		return nil
	}
	return sm.m
}

func (sm *SharedMap) giveBack(c chan answer) {
	select {
	case <-c: // an answer that nobody took
	default:
	}
	select {
	case sm.free <- c:
	default: // enough of them
	}
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
