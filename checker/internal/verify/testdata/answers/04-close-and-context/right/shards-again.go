// right
// Five goroutines own a shard each, so that other keys are served while one shard is busy; Count reads an atomic counter, and Close puts the shards together.
package main

import (
	"context"
	"errors"
	"hash/maphash"
	"maps"
	"sync"
	"sync/atomic"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

const shards = 5

var seed = maphash.MakeSeed()

type request struct {
	do    func(part map[string]any) reply
	reply chan reply
}

type reply struct {
	value any
	found bool
}

// SharedMap spreads the keys over shards.
type SharedMap struct {
	in      [shards]chan request
	size    atomic.Int64 // changed by the owners, within the step that changes a shard
	closing chan struct{}
	parts   chan map[string]any
	once    sync.Once
}

// NewMap starts the owners.
func NewMap() *SharedMap {
	sm := &SharedMap{
		closing: make(chan struct{}),
		parts:   make(chan map[string]any),
	}
	for i := range sm.in {
		sm.in[i] = make(chan request)
		go sm.own(sm.in[i])
	}
	return sm
}

func (sm *SharedMap) own(in <-chan request) {
	part := map[string]any{}
	for {
		select {
		case r := <-in:
			before := len(part)
			a := r.do(part)
			sm.size.Add(int64(len(part) - before))
			r.reply <- a
		case <-sm.closing:
			sm.parts <- part
			return
		}
	}
}

// enter says whether a call may begin.
func (sm *SharedMap) enter(ctx context.Context) error {
	select {
	case <-sm.closing:
		return ErrClosed
	default:
		return ctx.Err()
	}
}

func (sm *SharedMap) ask(ctx context.Context, key string, do func(part map[string]any) reply) (reply, error) {
	if err := sm.enter(ctx); err != nil {
		return reply{}, err
	}
	r := request{do: do, reply: make(chan reply, 1)}
	select {
	case sm.in[maphash.String(seed, key)%shards] <- r:
	case <-sm.closing:
		return reply{}, ErrClosed
	case <-ctx.Done():
		return reply{}, ctx.Err()
	}
	select {
	case a := <-r.reply:
		return a, nil
	case <-ctx.Done():
		return reply{}, ctx.Err()
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.ask(ctx, key, func(part map[string]any) reply {
		part[key] = value
		return reply{}
	})
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	a, err := sm.ask(ctx, key, func(part map[string]any) reply {
		v, ok := part[key]
		return reply{v, ok}
	})
	return a.value, a.found, err
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, key, func(part map[string]any) reply {
		delete(part, key)
		return reply{}
	})
	return err
}

// Count returns how many keys there are. It never waits.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	if err := sm.enter(ctx); err != nil {
		return 0, err
	}
	return int(sm.size.Load()), nil
}

// Update stores what f returns for the old value, in one step, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	a, err := sm.ask(ctx, key, func(part map[string]any) reply {
		old, found := part[key]
		v := f(old, found)
		part[key] = v
		return reply{value: v}
	})
	return a.value, err
}

// Close collects the shards.
func (sm *SharedMap) Close() (all map[string]any) {
	sm.once.Do(func() {
		close(sm.closing)
		all = <-sm.parts
		for range shards - 1 {
			maps.Copy(all, <-sm.parts)
		}
	})
	return all
}
