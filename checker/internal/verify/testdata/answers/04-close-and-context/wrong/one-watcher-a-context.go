// wrong: waiting-for-reply
// Calls with the same context share one watcher, and the first of them that returns takes it away, so the others wait on when the context ends: a call whose context ends returns.
// explain: assertion context-not-watched
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
	c       chan command
	once    sync.Once
	closing chan struct{}
	gone    chan struct{}
	last    chan map[string]any
	mu      sync.Mutex
	watch   map[<-chan struct{}]watcher
}

type watcher struct {
	ended chan struct{}
	stop  func() bool
}

// watched returns a channel that is closed when ctx ends.
func (sm *SharedMap) watched(ctx context.Context) <-chan struct{} {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	w, ok := sm.watch[ctx.Done()]
	if !ok {
		ended := make(chan struct{})
		w = watcher{ended, context.AfterFunc(ctx, func() { close(ended) })}
		sm.watch[ctx.Done()] = w
	}
	return w.ended
}

func (sm *SharedMap) unwatch(ctx context.Context) {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	if w, ok := sm.watch[ctx.Done()]; ok {
		w.stop()
		delete(sm.watch, ctx.Done())
	}
}

func NewMap() *SharedMap {
	sm := &SharedMap{
		c:       make(chan command),
		closing: make(chan struct{}),
		gone:    make(chan struct{}),
		last:    make(chan map[string]any, 1),
		watch:   make(map[<-chan struct{}]watcher),
	}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	defer close(sm.gone)
	m := make(map[string]any)
	for {
		select {
		case cmd := <-sm.c:
			cmd.answer <- carryOut(m, cmd)
		case <-sm.closing:
			sm.last <- m
			return
		}
	}
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

func (sm *SharedMap) ask(ctx context.Context, cmd command) (answer, error) {
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	cmd.answer = make(chan answer, 1)
	ended := sm.watched(ctx)
	defer sm.unwatch(ctx)
	select { // bug
	case sm.c <- cmd:
	case <-ended:
		return answer{}, ctx.Err()
	case <-sm.gone:
		return answer{}, ErrClosed
	}
	select { // bug
	case a := <-cmd.answer:
		return a, nil
	case <-ended:
		return answer{}, ctx.Err()
	}
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

func (sm *SharedMap) Close() map[string]any {
	sm.once.Do(func() { close(sm.closing) })
	<-sm.gone
	select {
	case m := <-sm.last:
		return m
	default:
		return nil
	}
}
