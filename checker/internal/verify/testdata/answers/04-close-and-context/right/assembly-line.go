// right
// Three owners in a row, each with a third of the keys; Close sends a last message down the line that collects the three parts into one map.
package main

import (
	"context"
	"errors"
	"fmt"
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
	whole  map[string]any
}

const opClose = -1

type SharedMap struct {
	c    chan command
	gone chan struct{}
	last chan map[string]any
}

func NewMap() *SharedMap {
	sm := &SharedMap{make(chan command), make(chan struct{}), make(chan map[string]any, 1)}
	second, third := make(chan command), make(chan command)
	ends := make(chan struct{}, 2)
	go sm.station(0, sm.c, second, ends)
	go sm.station(1, second, third, ends)
	go sm.station(2, third, nil, ends)
	return sm
}

func (sm *SharedMap) station(me int, in, out chan command, ends chan struct{}) {
	m := map[string]any{}
	for cmd := range in {
		if cmd.op == opClose {
			if cmd.whole == nil {
				cmd.whole = m
			} else {
				for key, value := range m {
					cmd.whole[key] = value
				}
			}
			if out != nil {
				out <- cmd
				ends <- struct{}{}
				return
			}
			<-ends
			<-ends
			sm.last <- cmd.whole
			close(sm.gone)
			return
		}
		if cmd.op == opCount {
			n, _ := cmd.value.(int)
			cmd.value = n + len(m)
			if out == nil {
				cmd.answer <- answer{n: n + len(m)}
				continue
			}
		} else if len(cmd.key)%3 == me {
			cmd.answer <- carryOut(m, cmd)
			continue
		}
		out <- cmd
	}
}

func (sm *SharedMap) ask(ctx context.Context, cmd command) (answer, error) {
	if err := ctx.Err(); err != nil {
		return answer{}, fmt.Errorf("sharedmap: not begun: %w", err)
	}
	cmd.answer = make(chan answer, 1)
	select {
	case sm.c <- cmd:
	case <-ctx.Done():
		return answer{}, fmt.Errorf("sharedmap: not taken: %w", ctx.Err())
	case <-sm.gone:
		return answer{}, fmt.Errorf("key %q: %w", cmd.key, ErrClosed)
	}
	select {
	case a := <-cmd.answer:
		return a, nil
	case <-ctx.Done():
		return answer{}, fmt.Errorf("sharedmap: not answered: %w", ctx.Err())
	}
}

func (sm *SharedMap) Close() map[string]any {
	select {
	case sm.c <- command{op: opClose}:
	case <-sm.gone:
	}
	<-sm.gone
	select {
	case m := <-sm.last:
		return m
	default:
		return nil
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
