// right
// Right: the owner publishes an immutable list after each change, and Get and Count read it at once, even while the owner is busy with an Update; only writers need the owner.
package main

import (
	"context"
	"errors"
	"hash/maphash"
	"iter"
	"maps"
	"sync"
	"sync/atomic"
)

var ErrClosed = errors.New("sharedmap: closed")

const bucketCount = 64

type pair struct {
	key   string
	value any
}

// edition is one state of the map. It never changes.
type edition struct {
	buckets [bucketCount][]pair
	count   int
}

var seed = maphash.MakeSeed()

func bucketOf(key string) uint64 { return maphash.String(seed, key) % bucketCount }

func (e *edition) find(key string) (any, bool) {
	for _, p := range e.buckets[bucketOf(key)] {
		if p.key == key {
			return p.value, true
		}
	}
	return nil, false
}

// change is the next edition, in which key has the value or is not live.
func (e *edition) change(key string, value any, live bool) *edition {
	next, b := *e, bucketOf(key)
	next.buckets[b] = make([]pair, 0, len(e.buckets[b])+1)
	for _, p := range e.buckets[b] {
		if p.key != key {
			next.buckets[b] = append(next.buckets[b], p)
		}
	}
	if live {
		next.buckets[b] = append(next.buckets[b], pair{key, value})
	}
	next.count += len(next.buckets[b]) - len(e.buckets[b])
	return &next
}

func (e *edition) all() iter.Seq2[string, any] {
	return func(yield func(string, any) bool) {
		for _, bucket := range e.buckets {
			for _, p := range bucket {
				if !yield(p.key, p.value) {
					return
				}
			}
		}
	}
}

type change struct {
	key   string
	f     func(any, bool) (any, bool)
	reply chan any
}

type SharedMap struct {
	current atomic.Pointer[edition]
	changes chan change
	begin   func()
	closing <-chan struct{}
	ended   chan struct{}
	heir    atomic.Bool
}

func NewMap() *SharedMap {
	closing := make(chan struct{})
	sm := &SharedMap{
		changes: make(chan change),
		closing: closing,
		begin:   sync.OnceFunc(func() { close(closing) }),
		ended:   make(chan struct{}),
	}
	sm.current.Store(new(edition))
	go sm.edit()
	return sm
}

func (sm *SharedMap) edit() {
	defer close(sm.ended)
	for {
		select {
		case <-sm.closing:
			return
		case c := <-sm.changes:
			e := sm.current.Load()
			value, live := c.f(e.find(c.key))
			sm.current.Store(e.change(c.key, value, live))
			c.reply <- value
		}
	}
}

func (sm *SharedMap) refusal(ctx context.Context) error {
	select {
	case <-sm.closing:
		return ErrClosed
	default:
		return ctx.Err()
	}
}

func (sm *SharedMap) write(ctx context.Context, key string, f func(any, bool) (any, bool)) (any, error) {
	if err := sm.refusal(ctx); err != nil {
		return nil, err
	}
	c := change{key, f, make(chan any, 1)}
	select {
	case sm.changes <- c:
	case <-ctx.Done():
		return nil, sm.refusal(ctx)
	case <-sm.closing:
		return nil, sm.refusal(ctx)
	}
	select {
	case value := <-c.reply:
		return value, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.write(ctx, key, func(any, bool) (any, bool) { return value, true })
	return err
}

func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	if err = sm.refusal(ctx); err == nil {
		value, found = sm.current.Load().find(key)
	}
	return
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.write(ctx, key, func(any, bool) (any, bool) { return nil, false })
	return err
}

func (sm *SharedMap) Count(ctx context.Context) (n int, err error) {
	if err = sm.refusal(ctx); err != nil {
		return
	}
	return sm.current.Load().count, nil
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	return sm.write(ctx, key, func(old any, found bool) (any, bool) { return f(old, found), true })
}

func (sm *SharedMap) Close() map[string]any {
	sm.begin()
	<-sm.ended
	if sm.heir.Swap(true) {
		return nil
	}
	return maps.Collect(sm.current.Load().all())
}
