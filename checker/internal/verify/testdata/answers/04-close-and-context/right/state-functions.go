// right
// Right: each of the five methods and Close has its own channel, and the owner is a state machine whose states are method values; in the last state it hands the map over and is no more.
package main

import (
	"context"
	"errors"
)

var ErrClosed = errors.New("sharedmap: closed")

type ordered[Q, A any] struct {
	question Q
	answer   chan A
}

type line[Q, A any] chan ordered[Q, A]

type assignment struct {
	key   string
	value any
}

type refinement struct {
	key string
	f   func(any, bool) any
}

type lookup struct {
	value any
	found bool
}

type owner struct {
	m       map[string]any
	set     line[assignment, struct{}]
	get     line[string, lookup]
	remove  line[string, struct{}]
	count   line[struct{}, int]
	update  line[refinement, any]
	closing chan struct{}
	heir    chan map[string]any
}

type state func(*owner) state

func (o *owner) serving() state {
	select {
	case q := <-o.set:
		o.m[q.question.key] = q.question.value
		q.answer <- struct{}{}
	case q := <-o.get:
		var a lookup
		a.value, a.found = o.m[q.question]
		q.answer <- a
	case q := <-o.remove:
		delete(o.m, q.question)
		q.answer <- struct{}{}
	case q := <-o.count:
		q.answer <- len(o.m)
	case q := <-o.update:
		old, found := o.m[q.question.key]
		o.m[q.question.key] = q.question.f(old, found)
		q.answer <- o.m[q.question.key]
	case <-o.closing:
		return (*owner).leaving
	}
	return (*owner).serving
}

func (o *owner) leaving() state {
	o.heir <- o.m
	close(o.heir)
	return nil
}

type SharedMap struct {
	owner
	mayClose chan struct{} // holds one token, for the first Close
}

func NewMap() *SharedMap {
	sm := &SharedMap{owner{
		map[string]any{},
		make(line[assignment, struct{}]),
		make(line[string, lookup]),
		make(line[string, struct{}]),
		make(line[struct{}, int]),
		make(line[refinement, any]),
		make(chan struct{}),
		make(chan map[string]any),
	}, make(chan struct{}, 1)}
	sm.mayClose <- struct{}{}
	go func() {
		for s := state((*owner).serving); s != nil; {
			s = s(&sm.owner)
		}
	}()
	return sm
}

func (l line[Q, A]) ask(ctx context.Context, closing <-chan struct{}, q Q) (a A, err error) {
	if err = ctx.Err(); err != nil {
		return
	}
	o := ordered[Q, A]{q, make(chan A, 1)}
	for sending := l; ; sending = nil {
		select {
		case sending <- o:
			closing = nil
		case a = <-o.answer:
			return a, nil
		case <-closing:
			return a, ErrClosed
		case <-ctx.Done():
			return a, ctx.Err()
		}
	}
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.set.ask(ctx, sm.closing, assignment{key, value})
	return err
}

func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	a, err := sm.get.ask(ctx, sm.closing, key)
	return a.value, a.found, err
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.remove.ask(ctx, sm.closing, key)
	return err
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	return sm.count.ask(ctx, sm.closing, struct{}{})
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	return sm.update.ask(ctx, sm.closing, refinement{key, f})
}

func (sm *SharedMap) Close() map[string]any {
	select {
	case <-sm.mayClose:
		close(sm.closing)
	default:
	}
	return <-sm.heir
}
