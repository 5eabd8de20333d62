// right
// A semaphore channel holds the only right to send; the owner gives it back after each command, Close takes it for good and may then close the command channel.
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
	right   chan struct{} // who has put something in may send one command
	c       chan *command // room for the one command there can be
	closing chan struct{}
	last    chan map[string]any
	once    sync.Once
}

func NewMap() *SharedMap {
	sm := &SharedMap{
		right:   make(chan struct{}, 1),
		c:       make(chan *command, 1),
		closing: make(chan struct{}),
		last:    make(chan map[string]any),
	}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	m := map[string]any{}
	for cmd := range sm.c {
		a := carryOut(m, cmd)
		<-sm.right
		cmd.answer <- a
	}
	sm.last <- m
}

func (sm *SharedMap) ask(ctx context.Context, cmd *command) (answer, error) {
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	cmd.answer = make(chan answer, 1)
	select {
	case sm.right <- struct{}{}:
		sm.c <- cmd
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

func (sm *SharedMap) Close() (m map[string]any) {
	sm.once.Do(func() {
		close(sm.closing)
		sm.right <- struct{}{}
		close(sm.c)
		m = <-sm.last
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
