// right
// Package-level state: the channels of each map stand in a package-wide registry, and the map itself is only a number until it is closed.
package main

import (
	"context"
	"errors"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type result struct {
	value any
	found bool
	n     int
}

type request struct {
	do     func(m map[string]any) result
	answer chan result
}

type owner struct {
	c    chan request
	quit chan struct{}
	done chan struct{}
	last chan map[string]any
}

var (
	ownersMu sync.RWMutex
	owners   map[*SharedMap]*owner // of the maps that are open
)

func init() { owners = make(map[*SharedMap]*owner) }

// SharedMap knows whether it was closed, and by when.
type SharedMap struct {
	ended chan struct{} // the owner's done
}

func NewMap() *SharedMap {
	o := &owner{make(chan request), make(chan struct{}), make(chan struct{}), make(chan map[string]any, 1)}
	sm := &SharedMap{o.done}
	ownersMu.Lock()
	owners[sm] = o
	ownersMu.Unlock()
	go o.own()
	return sm
}

func (sm *SharedMap) owner() *owner {
	ownersMu.RLock()
	defer ownersMu.RUnlock()
	return owners[sm]
}

func (o *owner) own() {
	defer close(o.done)
	m := make(map[string]any)
	for {
		select {
		case r := <-o.c:
			r.answer <- r.do(m)
		case <-o.quit:
			o.last <- m
			return
		}
	}
}

func (sm *SharedMap) ask(ctx context.Context, do func(m map[string]any) result) (result, error) {
	if err := ctx.Err(); err != nil {
		return result{}, err
	}
	o := sm.owner()
	if o == nil {
		return result{}, ErrClosed
	}
	r := request{do, make(chan result, 1)}
	select {
	case o.c <- r:
	case <-o.done:
		return result{}, ErrClosed
	case <-ctx.Done():
		return result{}, ctx.Err()
	}
	select {
	case a := <-r.answer: // the owner answers whatever it takes
		return a, nil
	case <-ctx.Done():
		return result{}, ctx.Err()
	}
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.ask(ctx, func(m map[string]any) result {
		m[key] = value
		return result{}
	})
	return err
}

func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	r, err := sm.ask(ctx, func(m map[string]any) result {
		value, found := m[key]
		return result{value: value, found: found}
	})
	return r.value, r.found, err
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, func(m map[string]any) result {
		delete(m, key)
		return result{}
	})
	return err
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	r, err := sm.ask(ctx, func(m map[string]any) result { return result{n: len(m)} })
	return r.n, err
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	r, err := sm.ask(ctx, func(m map[string]any) result {
		old, found := m[key]
		value := f(old, found)
		m[key] = value
		return result{value: value}
	})
	return r.value, err
}

func (sm *SharedMap) Close() map[string]any {
	ownersMu.Lock()
	o := owners[sm]
	delete(owners, sm)
	ownersMu.Unlock()
	if o == nil { // somebody else closes it
		<-sm.ended
		return nil
	}
	close(o.quit)
	<-o.done
	return <-o.last
}
