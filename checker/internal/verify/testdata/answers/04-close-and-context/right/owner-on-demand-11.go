// right
// no goroutine while there is no work: the first command starts an owner, who ends when the line is empty, and Close waits for the one at work.
package main

import (
	"context"
	"errors"
	"sync"
)

var ErrClosed = errors.New("sharedmap: closed")

type answer struct {
	value any
	found bool
	n     int
}

type command struct {
	do    func(m map[string]any) answer
	reply chan answer
}

type SharedMap struct {
	mu     sync.Mutex
	m      map[string]any // the owner's while there is one
	line   []command
	idle   chan struct{} // closed when the owner has nothing left to do; nil without owner
	closed bool
}

func NewMap() *SharedMap { return &SharedMap{m: make(map[string]any)} }

func (sm *SharedMap) next() (command, bool) {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	if len(sm.line) == 0 {
		close(sm.idle)
		sm.idle = nil
		return command{}, false
	}
	cmd := sm.line[0]
	sm.line = sm.line[1:]
	return cmd, true
}

func (sm *SharedMap) own(m map[string]any) {
	for cmd, ok := sm.next(); ok; cmd, ok = sm.next() {
		cmd.reply <- cmd.do(m)
	}
}

func (sm *SharedMap) enter(cmd command) error {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	if sm.closed {
		return ErrClosed
	}
	sm.line = append(sm.line, cmd)
	if sm.idle == nil {
		sm.idle = make(chan struct{})
		go sm.own(sm.m)
	}
	return nil
}

func (sm *SharedMap) ask(ctx context.Context, do func(m map[string]any) answer) (answer, error) {
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	cmd := command{do: do, reply: make(chan answer, 1)}
	if err := sm.enter(cmd); err != nil {
		return answer{}, err
	}
	select {
	case a := <-cmd.reply:
		return a, nil
	case <-ctx.Done():
		return answer{}, ctx.Err()
	}
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.ask(ctx, func(m map[string]any) answer {
		m[key] = value
		return answer{}
	})
	return err
}

func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	a, err := sm.ask(ctx, func(m map[string]any) answer {
		v, ok := m[key]
		return answer{value: v, found: ok}
	})
	return a.value, a.found, err
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, func(m map[string]any) answer {
		delete(m, key)
		return answer{}
	})
	return err
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	a, err := sm.ask(ctx, func(m map[string]any) answer { return answer{n: len(m)} })
	return a.n, err
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	a, err := sm.ask(ctx, func(m map[string]any) answer {
		old, found := m[key]
		v := f(old, found)
		m[key] = v
		return answer{value: v}
	})
	return a.value, err
}

func (sm *SharedMap) Close() map[string]any {
	sm.mu.Lock()
	sm.closed = true
	idle := sm.idle
	sm.mu.Unlock()
	if idle != nil {
		<-idle
	}
	sm.mu.Lock()
	defer sm.mu.Unlock()
	m := sm.m
	sm.m = nil
	return m
}
