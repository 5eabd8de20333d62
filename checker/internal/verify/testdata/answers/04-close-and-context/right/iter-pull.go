// right
// The owner pulls its commands out of an iter.Seq with iter.Pull; the sequence ends when the closing channel is closed.
package main

import (
	"context"
	"errors"
	"iter"
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
	closing chan struct{}
	ended   chan struct{}
	closers atomic.Int32
	m       map[string]any
}

func NewMap() *SharedMap {
	sm := &SharedMap{
		c:       make(chan *command),
		closing: make(chan struct{}),
		ended:   make(chan struct{}),
		m:       map[string]any{},
	}
	go sm.own()
	return sm
}

func (sm *SharedMap) commands() iter.Seq[*command] {
	return func(yield func(*command) bool) {
		for {
			select {
			case cmd := <-sm.c:
				if !yield(cmd) {
					return
				}
			case <-sm.closing:
				return
			}
		}
	}
}

func (sm *SharedMap) own() {
	defer close(sm.ended)
	next, stop := iter.Pull(sm.commands())
	defer stop()
	for cmd, ok := next(); ok; cmd, ok = next() {
		cmd.answer <- carryOut(sm.m, cmd)
	}
}

func (sm *SharedMap) ask(ctx context.Context, cmd *command) (answer, error) {
	if err := ctx.Err(); err != nil {
		return answer{}, err
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

func (sm *SharedMap) Close() map[string]any {
	first := sm.closers.Add(1) == 1
	if first {
		close(sm.closing)
	}
	<-sm.ended
	if first {
		return sm.m
	}
	return nil
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
