// right
// Eight part maps, each in its own one-place channel: a callback keeps only its part busy, calls for keys of other parts answer meanwhile, and Count holds all eight parts at once to be one step.
package main

import (
	"context"
	"errors"
	"hash/maphash"
	"maps"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

const parts = 8

type part chan map[string]any // room for one

// SharedMap is a map in parts.
type SharedMap struct {
	seed   maphash.Seed
	parts  [parts]part
	closed chan struct{}  // is closed when Close begins
	all    chan part      // room for one: the whole map, for one of the closers
	once   sync.Once      // closes closed
	runs   sync.WaitGroup // goroutines that run a callback
}

// NewMap returns an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{seed: maphash.MakeSeed(), closed: make(chan struct{}), all: make(chan part, 1)}
	for i := range sm.parts {
		sm.parts[i] = make(part, 1)
		sm.parts[i] <- make(map[string]any)
	}
	sm.all <- make(part, 1)
	return sm
}

func (sm *SharedMap) part(key string) part {
	return sm.parts[maphash.String(sm.seed, key)%parts]
}

func (sm *SharedMap) ready(ctx context.Context) error {
	select {
	case <-sm.closed:
		return ErrClosed
	default:
		return ctx.Err()
	}
}

// take takes one part map out of its channel.
func (sm *SharedMap) take(ctx context.Context, p part) (map[string]any, error) {
	select {
	case m := <-p:
		return m, nil
	case <-sm.closed:
		return nil, ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// with calls f with the part map of key.
func (sm *SharedMap) with(ctx context.Context, key string, f func(m map[string]any)) error {
	if err := sm.ready(ctx); err != nil {
		return err
	}
	p := sm.part(key)
	m, err := sm.take(ctx, p)
	if err != nil {
		return err
	}
	f(m)
	p <- m
	return nil
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	return sm.with(ctx, key, func(m map[string]any) { m[key] = value })
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	err = sm.with(ctx, key, func(m map[string]any) { value, found = m[key] })
	return value, found, err
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	return sm.with(ctx, key, func(m map[string]any) { delete(m, key) })
}

// Count takes the parts in order, as Close does, so that no two wait for each
// other.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	if err := sm.ready(ctx); err != nil {
		return 0, err
	}
	n := 0
	for _, p := range sm.parts {
		m, err := sm.take(ctx, p)
		if err != nil {
			return 0, err
		}
		defer func() { p <- m }()
		n += len(m)
	}
	return n, nil
}

// Update stores what f returns for the old value, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	if err := sm.ready(ctx); err != nil {
		return nil, err
	}
	p := sm.part(key)
	m, err := sm.take(ctx, p)
	if err != nil {
		return nil, err
	}
	result := make(chan any, 1)
	sm.runs.Add(1)
	go func() {
		defer sm.runs.Done()
		old, found := m[key]
		v := f(old, found)
		m[key] = v
		p <- m
		result <- v
	}()
	select {
	case v := <-result:
		return v, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Close collects the parts. Who gets the right to do it hands the whole over,
// the others wait until it has been done.
func (sm *SharedMap) Close() map[string]any {
	sm.once.Do(func() { close(sm.closed) })
	if _, mine := <-sm.all; !mine {
		return nil
	}
	whole := make(map[string]any)
	for _, p := range sm.parts {
		maps.Copy(whole, <-p)
	}
	sm.runs.Wait()
	close(sm.all)
	return whole
}
