// right
// Close is a command like the others: the owner takes it, hands the map over with its reply, closes done and ends.
package main

import (
	"context"
	"errors"
)

var ErrClosed = errors.New("sharedmap: closed")

type kind int

const (
	kSet kind = iota
	kGet
	kRemove
	kCount
	kUpdate
	kClose
)

type request struct {
	kind  kind
	ctx   context.Context
	key   string
	value any
	f     func(any, bool) any
	reply chan response
}

type response struct {
	value any
	found bool
	n     int
	m     map[string]any
	err   error
}

type SharedMap struct {
	requests chan request
	done     chan struct{}
}

func NewMap() *SharedMap {
	sm := &SharedMap{requests: make(chan request), done: make(chan struct{})}
	go sm.serve()
	return sm
}

func (sm *SharedMap) serve() {
	defer close(sm.done)
	m := make(map[string]any)
	for {
		r := <-sm.requests
		if r.kind == kClose {
			r.reply <- response{m: m}
			return
		}
		if err := r.ctx.Err(); err != nil {
			r.reply <- response{err: err}
			continue
		}
		r.reply <- answerTo(m, r)
	}
}

func answerTo(m map[string]any, r request) (a response) {
	switch r.kind {
	case kSet:
		m[r.key] = r.value
	case kGet:
		a.value, a.found = m[r.key]
	case kRemove:
		delete(m, r.key)
	case kCount:
		a.n = len(m)
	case kUpdate:
		old, found := m[r.key]
		m[r.key] = r.f(old, found)
		a.value = m[r.key]
	}
	return a
}

func (sm *SharedMap) roundTrip(r request) (response, error) {
	r.reply = make(chan response, 1)
	select {
	case sm.requests <- r:
	case <-sm.done:
		return response{}, ErrClosed
	case <-r.ctx.Done():
		return response{}, r.ctx.Err()
	}
	select {
	case a := <-r.reply:
		return a, a.err
	case <-r.ctx.Done():
		return response{}, r.ctx.Err()
	}
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.roundTrip(request{kind: kSet, ctx: ctx, key: key, value: value})
	return err
}

func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	a, err := sm.roundTrip(request{kind: kGet, ctx: ctx, key: key})
	return a.value, a.found, err
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.roundTrip(request{kind: kRemove, ctx: ctx, key: key})
	return err
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	a, err := sm.roundTrip(request{kind: kCount, ctx: ctx})
	return a.n, err
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(any, bool) any) (any, error) {
	a, err := sm.roundTrip(request{kind: kUpdate, ctx: ctx, key: key, f: f})
	return a.value, err
}

func (sm *SharedMap) Close() map[string]any {
	a, err := sm.roundTrip(request{kind: kClose, ctx: context.Background()})
	<-sm.done
	if err != nil {
		return nil
	}
	return a.m
}
