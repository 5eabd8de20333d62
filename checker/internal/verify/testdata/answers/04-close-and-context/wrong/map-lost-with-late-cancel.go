// wrong: waiting-for-reply
// The map lies in a channel and is taken out by who works with it; a call that is cancelled just after it took the map returns ctx.Err() and does not put it back: all others, and Close, wait for ever.
// explain: assertion sender-gone
package main

import (
	"context"
	"errors"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type SharedMap struct {
	home chan map[string]any
	gone chan struct{} // closed by the Close that took the map
}

func NewMap() *SharedMap {
	sm := &SharedMap{home: make(chan map[string]any, 1), gone: make(chan struct{})}
	sm.home <- map[string]any{}
	return sm
}

func (sm *SharedMap) take(ctx context.Context) (map[string]any, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	select { // bug
	case m := <-sm.home:
		if err := ctx.Err(); err != nil { // select picks at random: ask again
			return nil, err
		}
		return m, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-sm.gone:
		return nil, ErrClosed
	}
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	m, err := sm.take(ctx)
	if err != nil {
		return err
	}
	m[key] = value
	sm.home <- m
	return nil
}

func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	m, err := sm.take(ctx)
	if err != nil {
		return nil, false, err
	}
	value, found = m[key]
	sm.home <- m
	return value, found, nil
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	m, err := sm.take(ctx)
	if err != nil {
		return err
	}
	delete(m, key)
	sm.home <- m
	return nil
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	m, err := sm.take(ctx)
	if err != nil {
		return 0, err
	}
	n := len(m)
	sm.home <- m
	return n, nil
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	m, err := sm.take(ctx)
	if err != nil {
		return nil, err
	}
	updated := make(chan any, 1)
	go func() {
		old, found := m[key]
		value := f(old, found)
		m[key] = value
		updated <- value
		sm.home <- m
	}()
	select {
	case value := <-updated:
		return value, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (sm *SharedMap) Close() map[string]any {
	select {
	case m := <-sm.home:
		close(sm.gone)
		return m
	case <-sm.gone:
		return nil
	}
}
