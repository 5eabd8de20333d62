// right
// A context.WithCancelCause inside says that it is over, its cause is ErrClosed; the last message has room and its channel is closed behind it.
package main

import (
	"context"
	"errors"
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
	life context.Context
	end  context.CancelCauseFunc
	c    chan *command
	last chan map[string]any
}

func NewMap() *SharedMap {
	sm := &SharedMap{c: make(chan *command), last: make(chan map[string]any, 1)}
	sm.life, sm.end = context.WithCancelCause(context.Background())
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	m := map[string]any{}
	defer close(sm.last)
	for {
		select {
		case cmd := <-sm.c:
			cmd.answer <- carryOut(m, cmd)
		case <-sm.life.Done():
			sm.last <- m
			return
		}
	}
}

func (sm *SharedMap) ask(ctx context.Context, cmd *command) (answer, error) {
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	cmd.answer = make(chan answer, 1)
	select {
	case sm.c <- cmd:
	case <-ctx.Done():
		return answer{}, ctx.Err()
	case <-sm.life.Done():
		return answer{}, context.Cause(sm.life)
	}
	select {
	case a := <-cmd.answer:
		return a, nil
	case <-ctx.Done():
		return answer{}, ctx.Err()
	}
}

// Close receives the map, or nil from the closed channel.
func (sm *SharedMap) Close() map[string]any {
	sm.end(ErrClosed)
	return <-sm.last
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
