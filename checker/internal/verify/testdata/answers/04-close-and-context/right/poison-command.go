// right
// Close is a command like the others: a poison that the owner carries out last. There is no flag that says 'closing'; what is served before the poison is told nil, the rest learns it from the owner's end.
package main

import (
	"context"
	"errors"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type command interface {
	carryOut(m map[string]any) (last bool)
}

type setCmd struct {
	key   string
	value any
	ok    chan struct{}
}
type getCmd struct {
	key string
	got chan got
}
type got struct {
	value any
	found bool
}
type removeCmd struct {
	key string
	ok  chan struct{}
}
type countCmd struct{ n chan int }
type updateCmd struct {
	key string
	f   func(any, bool) any
	new chan any
}
type poison struct{ m chan map[string]any }

func (c setCmd) carryOut(m map[string]any) bool { m[c.key] = c.value; close(c.ok); return false }
func (c getCmd) carryOut(m map[string]any) bool {
	v, found := m[c.key]
	c.got <- got{v, found}
	return false
}
func (c removeCmd) carryOut(m map[string]any) bool { delete(m, c.key); close(c.ok); return false }
func (c countCmd) carryOut(m map[string]any) bool  { c.n <- len(m); return false }
func (c updateCmd) carryOut(m map[string]any) bool {
	old, found := m[c.key]
	v := c.f(old, found)
	m[c.key] = v
	c.new <- v
	return false
}
func (c poison) carryOut(m map[string]any) bool { c.m <- m; return true }

// SharedMap sends commands to its owner.
type SharedMap struct {
	c    chan command
	gone chan struct{}
}

func NewMap() *SharedMap {
	sm := &SharedMap{make(chan command), make(chan struct{})}
	go func() {
		defer close(sm.gone)
		m := map[string]any{}
		for !(<-sm.c).carryOut(m) {
		}
	}()
	return sm
}

func send[A any](ctx context.Context, sm *SharedMap, c command, answer <-chan A) (a A, err error) {
	if err := ctx.Err(); err != nil {
		return a, err
	}
	select {
	case sm.c <- c:
	case <-sm.gone:
		return a, ErrClosed
	case <-ctx.Done():
		return a, ctx.Err()
	}
	select {
	case a = <-answer:
		return a, nil
	case <-ctx.Done():
		return a, ctx.Err()
	}
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	ok := make(chan struct{})
	_, err := send(ctx, sm, setCmd{key, value, ok}, ok)
	return err
}

func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	c := make(chan got, 1)
	g, err := send(ctx, sm, getCmd{key, c}, c)
	return g.value, g.found, err
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	ok := make(chan struct{})
	_, err := send(ctx, sm, removeCmd{key, ok}, ok)
	return err
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	n := make(chan int, 1)
	return send(ctx, sm, countCmd{n}, n)
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	v := make(chan any, 1)
	return send(ctx, sm, updateCmd{key, f, v}, v)
}

func (sm *SharedMap) Close() map[string]any {
	m := make(chan map[string]any, 1)
	select {
	case sm.c <- poison{m}:
	case <-sm.gone:
		return nil
	}
	<-sm.gone
	return <-m
}
