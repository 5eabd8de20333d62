// right
// Right: three workers take commands, and the one that holds the baton, a channel with the map in it, carries its command out; Close waits for all three and then takes the baton for good.
package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
)

var ErrClosed = errors.New("sharedmap: closed")

type (
	setCmd    struct{ value any }
	getCmd    struct{}
	removeCmd struct{}
	countCmd  struct{}
	updateCmd struct{ f func(any, bool) any }

	result struct {
		value any
		found bool
		n     int
	}
	order struct {
		what  any
		key   string
		reply chan<- result
		claim *atomic.Bool // by the worker, or by a caller that gives up
	}
)

type SharedMap struct {
	orders  chan order
	baton   chan map[string]any
	closing chan struct{}
	workers *sync.WaitGroup
	sync.Once
}

func NewMap() *SharedMap {
	sm := &SharedMap{
		orders: make(chan order), baton: make(chan map[string]any, 1),
		closing: make(chan struct{}), workers: new(sync.WaitGroup),
	}
	sm.baton <- make(map[string]any)
	for range 3 {
		sm.workers.Add(1)
		go sm.work()
	}
	return sm
}

func (sm *SharedMap) work() {
	defer sm.workers.Done()
	for {
		select {
		case o := <-sm.orders:
			m := <-sm.baton
			if !o.claim.Swap(true) {
				o.reply <- o.carryOut(m)
			}
			sm.baton <- m
			continue
		case <-sm.closing:
		}
		return
	}
}

func (o order) carryOut(m map[string]any) (r result) {
	switch what := o.what.(type) {
	case setCmd:
		m[o.key] = what.value
	case getCmd:
		r.value, r.found = m[o.key]
	case removeCmd:
		delete(m, o.key)
	case countCmd:
		r.n = len(m)
	case updateCmd:
		r.value, r.found = m[o.key]
		r.value = what.f(r.value, r.found)
		m[o.key] = r.value
	}
	return
}

func (sm *SharedMap) give(ctx context.Context, key string, what any) (r result, err error) {
	reply, claim := make(chan result, 1), new(atomic.Bool)
	if err = ctx.Err(); err != nil {
		return r, fmt.Errorf("sharedmap: not even sent: %w", err)
	}
	select {
	case <-sm.closing:
		return r, ErrClosed
	case <-ctx.Done():
		return r, ctx.Err()
	case sm.orders <- order{what, key, reply, claim}:
		return await(ctx, reply, claim)
	}
}

func await(ctx context.Context, reply <-chan result, claim *atomic.Bool) (r result, err error) {
	select {
	case r = <-reply:
		return r, nil
	case <-ctx.Done():
		claim.Store(true)
		return r, ctx.Err()
	}
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.give(ctx, key, setCmd{value})
	return err
}

func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	r, err := sm.give(ctx, key, getCmd{})
	return r.value, r.found, err
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.give(ctx, key, removeCmd{})
	return err
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	r, err := sm.give(ctx, "", countCmd{})
	return r.n, err
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	r, err := sm.give(ctx, key, updateCmd{f})
	return r.value, err
}

func (sm *SharedMap) Close() (m map[string]any) {
	sm.Do(func() {
		close(sm.closing)
		sm.workers.Wait()
		m = <-sm.baton
	})
	return
}
