// right
// The inbox is a lock-free stack that the owner takes away whole and turns round; Close pushes a seal on it that nothing can be pushed above, and a caller that gives up claims its command back by CAS.
package main

import (
	"context"
	"errors"
	"sync/atomic"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

const (
	waiting int32 = iota
	taken
	given // up
)

type item struct {
	claim atomic.Int32
	do    func(m map[string]any)
	done  chan struct{}
	below *item
	seal  bool
}

// SharedMap has a lock-free inbox.
type SharedMap struct {
	top   atomic.Pointer[item]
	bell  chan struct{} // room for one ring
	ended chan struct{}
	m     atomic.Pointer[map[string]any]
}

func NewMap() *SharedMap {
	sm := &SharedMap{bell: make(chan struct{}, 1), ended: make(chan struct{})}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	m := map[string]any{}
	sealed := &item{seal: true}
	for last := false; !last; {
		<-sm.bell
		var pile *item
		for {
			pile = sm.top.Load()
			var rest *item
			if pile != nil && pile.seal {
				rest = sealed // stays sealed
			}
			if sm.top.CompareAndSwap(pile, rest) {
				break
			}
		}
		var order *item // oldest first
		for pile != nil {
			pile.below, order, pile = order, pile, pile.below
		}
		for it := order; it != nil; it = it.below {
			if it.seal {
				last = true
			} else if it.claim.CompareAndSwap(waiting, taken) {
				it.do(m)
				close(it.done)
			}
		}
	}
	sm.m.Store(&m)
	close(sm.ended)
}

func (sm *SharedMap) push(it *item) bool {
	for {
		top := sm.top.Load()
		if top != nil && top.seal {
			return false
		}
		it.below = top
		if sm.top.CompareAndSwap(top, it) {
			select {
			case sm.bell <- struct{}{}:
			default:
			}
			return true
		}
	}
}

func (sm *SharedMap) ask(ctx context.Context, do func(m map[string]any)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	it := &item{do: do, done: make(chan struct{})}
	if !sm.push(it) {
		return ErrClosed
	}
	select {
	case <-it.done:
		return nil
	case <-ctx.Done():
		it.claim.CompareAndSwap(waiting, given)
		return ctx.Err()
	}
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	return sm.ask(ctx, func(m map[string]any) { m[key] = value })
}

func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	var box struct {
		v  any
		ok bool
	}
	err := sm.ask(ctx, func(m map[string]any) { box.v, box.ok = m[key] })
	if err != nil {
		return nil, false, err
	}
	return box.v, box.ok, nil
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	return sm.ask(ctx, func(m map[string]any) { delete(m, key) })
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	n := new(int)
	if err := sm.ask(ctx, func(m map[string]any) { *n = len(m) }); err != nil {
		return 0, err
	}
	return *n, nil
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	v := new(any)
	err := sm.ask(ctx, func(m map[string]any) {
		old, found := m[key]
		*v = f(old, found)
		m[key] = *v
	})
	if err != nil {
		return nil, err
	}
	return *v, nil
}

func (sm *SharedMap) Close() map[string]any {
	sm.push(&item{seal: true}) // false: sealed already
	<-sm.ended
	if m := sm.m.Swap(nil); m != nil {
		return *m
	}
	return nil
}
