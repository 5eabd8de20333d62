// right
// Reply channels are recycled in a sync.Pool of the package, over all maps; one goes back only when it is empty and nobody else can still send on it.
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
}

type request struct {
	apply func(map[string]any) result
	reply chan result
}

var replies sync.Pool

func init() {
	replies.New = func() any { return make(chan result, 1) }
}

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	requests chan request
	quit     chan struct{}
	quitOnce sync.Once
	handover chan map[string]any // one message, then closed
}

func NewMap() *SharedMap {
	sm := &SharedMap{
		requests: make(chan request),
		quit:     make(chan struct{}),
		handover: make(chan map[string]any),
	}
	go func() {
		m := map[string]any{}
		for {
			select {
			case r := <-sm.requests:
				r.reply <- r.apply(m)
			case <-sm.quit:
				sm.handover <- m
				close(sm.handover)
				return
			}
		}
	}()
	return sm
}

func (sm *SharedMap) ask(ctx context.Context, apply func(map[string]any) result) (result, error) {
	if err := ctx.Err(); err != nil {
		return result{}, err
	}
	select {
	case <-sm.quit:
		return result{}, ErrClosed
	default:
	}
	reply := replies.Get().(chan result)
	select {
	case sm.requests <- request{apply, reply}:
	case <-sm.quit:
		replies.Put(reply)
		return result{}, ErrClosed
	case <-ctx.Done():
		replies.Put(reply)
		return result{}, ctx.Err()
	}
	select {
	case r := <-reply:
		replies.Put(reply)
		return r, nil
	case <-ctx.Done():
		return result{}, ctx.Err() // the owner still holds this channel: let it go
	}
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.ask(ctx, func(m map[string]any) (r result) { m[key] = value; return })
	return err
}

func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	r, err := sm.ask(ctx, func(m map[string]any) (r result) { r.value, r.found = m[key]; return })
	return r.value, r.found, err
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, func(m map[string]any) (r result) { delete(m, key); return })
	return err
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	r, err := sm.ask(ctx, func(m map[string]any) result { return result{value: len(m)} })
	n, _ := r.value.(int)
	return n, err
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	r, err := sm.ask(ctx, func(m map[string]any) (r result) {
		old, found := m[key]
		r.value = f(old, found)
		m[key] = r.value
		return
	})
	return r.value, err
}

func (sm *SharedMap) Close() map[string]any {
	sm.quitOnce.Do(func() { close(sm.quit) })
	m := <-sm.handover // the first gets the map, all others the nil of the closed channel
	if m != nil {
		<-sm.handover // and waits for the close as well
	}
	return m
}
