// right
// Commands wait in a buffer and change hands by compare-and-swap: the owner claims one before it carries it out, the caller gives it up when it has waited enough, and only one of the two can.

package main

import (
	"context"
	"errors"
	"sync/atomic"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

// order is a command; its state goes from 0 to one of the two others.
type order struct {
	do    func(m map[string]any)
	state atomic.Int32
	done  chan struct{} // is closed after do, when the owner has claimed the order
}

const (
	claimed int32 = iota + 1
	givenUp
)

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	orders  chan *order
	closing chan struct{}
	stopped chan struct{}
	closers atomic.Int64
	m       map[string]any // the owner's, and after stopped that of the first closer
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		orders:  make(chan *order, 8),
		closing: make(chan struct{}),
		stopped: make(chan struct{}),
		m:       make(map[string]any),
	}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	defer close(sm.stopped)
	for {
		select {
		case o := <-sm.orders:
			if o.state.CompareAndSwap(0, claimed) {
				o.do(sm.m)
				close(o.done)
			}
		case <-sm.closing:
			return
		}
	}
}

// carry has do called by the owner, or returns an error.
func (sm *SharedMap) carry(ctx context.Context, do func(m map[string]any)) error {
	select {
	case <-sm.closing:
		return ErrClosed
	default:
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	o := &order{do: do, done: make(chan struct{})}
	select {
	case sm.orders <- o:
	case <-ctx.Done():
		return ctx.Err()
	case <-sm.closing:
		return ErrClosed
	}
	select {
	case <-o.done:
		return nil
	case <-ctx.Done():
		o.state.CompareAndSwap(0, givenUp)
		return ctx.Err()
	case <-sm.closing:
	}
	if o.state.CompareAndSwap(0, givenUp) {
		return ErrClosed
	}
	select { // the owner has it in work
	case <-o.done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	return sm.carry(ctx, func(m map[string]any) { m[key] = value })
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	var got struct {
		value any
		found bool
	}
	if err := sm.carry(ctx, func(m map[string]any) { got.value, got.found = m[key] }); err != nil {
		return nil, false, err
	}
	return got.value, got.found, nil
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	return sm.carry(ctx, func(m map[string]any) { delete(m, key) })
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	n := 0
	if err := sm.carry(ctx, func(m map[string]any) { n = len(m) }); err != nil {
		return 0, err
	}
	return n, nil
}

// Update stores what f returns for the old value, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	var value any
	err := sm.carry(ctx, func(m map[string]any) {
		old, found := m[key]
		value = f(old, found)
		m[key] = value
	})
	if err != nil {
		return nil, err
	}
	return value, nil
}

// Close ends the map and hands it over to the caller, its new owner.
func (sm *SharedMap) Close() map[string]any {
	first := sm.closers.Add(1) == 1
	if first {
		close(sm.closing)
	}
	<-sm.stopped
	if !first {
		return nil
	}
	m := sm.m
	sm.m = nil
	return m
}
