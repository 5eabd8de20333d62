// right
// RCU: the owner publishes an immutable snapshot after every change, before it answers; Get and Count read the newest one and never wait, however busy the owner is. They are linearizable, since a change counts from its publication.
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

const fanout = 64

var seed = maphash.MakeSeed()

type snapshot struct {
	count  int
	shards [fanout]map[string]any // never written to after publication
}

func shardOf(key string) int { return int(maphash.String(seed, key) % fanout) }

// with gives a snapshot in which change has been made to a copy of key's shard.
func (s *snapshot) with(key string, change func(shard map[string]any)) *snapshot {
	next := *s
	i := shardOf(key)
	shard := maps.Clone(s.shards[i])
	if shard == nil {
		shard = map[string]any{}
	}
	before := len(shard)
	change(shard)
	next.count += len(shard) - before
	next.shards[i] = shard
	return &next
}

type write struct {
	key    string
	change func(shard map[string]any)
	done   chan struct{}
}

// SharedMap publishes snapshots.
type SharedMap struct {
	now     atomic.Pointer[snapshot]
	writes  chan write
	closing chan struct{}
	once    sync.Once
	ended   sync.WaitGroup
}

func NewMap() *SharedMap {
	sm := &SharedMap{writes: make(chan write), closing: make(chan struct{})}
	sm.now.Store(&snapshot{})
	sm.ended.Add(1)
	go func() {
		defer sm.ended.Done()
		for {
			select {
			case w := <-sm.writes:
				sm.now.Store(sm.now.Load().with(w.key, w.change))
				close(w.done)
			case <-sm.closing:
				return
			}
		}
	}()
	return sm
}

func (sm *SharedMap) alive(ctx context.Context) error {
	select {
	case <-sm.closing:
		return ErrClosed
	default:
		return ctx.Err()
	}
}

func (sm *SharedMap) write(ctx context.Context, key string, change func(map[string]any)) error {
	if err := sm.alive(ctx); err != nil {
		return err
	}
	w := write{key, change, make(chan struct{})}
	select {
	case sm.writes <- w:
	case <-sm.closing:
		return ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-w.done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	return sm.write(ctx, key, func(shard map[string]any) { shard[key] = value })
}

func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	if err := sm.alive(ctx); err != nil {
		return nil, false, err
	}
	value, found = sm.now.Load().shards[shardOf(key)][key]
	return value, found, nil
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	return sm.write(ctx, key, func(shard map[string]any) { delete(shard, key) })
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	if err := sm.alive(ctx); err != nil {
		return 0, err
	}
	return sm.now.Load().count, nil
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	res := make(chan any, 1)
	err := sm.write(ctx, key, func(shard map[string]any) {
		old, found := shard[key]
		v := f(old, found)
		shard[key] = v
		res <- v
	})
	if err != nil {
		return nil, err
	}
	return <-res, nil
}

func (sm *SharedMap) Close() (all map[string]any) {
	sm.once.Do(func() {
		close(sm.closing)
		sm.ended.Wait()
		all = map[string]any{} // the snapshots stay as they are: late readers see no change
		for _, shard := range sm.now.Load().shards {
			maps.Copy(all, shard)
		}
	})
	return all
}
