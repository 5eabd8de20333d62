// wrong: nothing-lost
// explain: data-race one-side-locked
// explain: data-race
// Get and Count look whether the map is closed and then read it, and a Close that comes in between has handed it over: a call sees what the new owner does, and races with it.

package main

import (
	"context"
	"errors"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

// SharedMap is a map that one goroutine writes and everybody reads.
type SharedMap struct {
	c       chan command
	quit    chan struct{}
	closed  chan struct{}
	last    chan map[string]any
	closing sync.Once

	mu sync.RWMutex // held by the owner while it writes, never while an f runs
	m  map[string]any
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		c:      make(chan command),
		quit:   make(chan struct{}),
		closed: make(chan struct{}),
		last:   make(chan map[string]any, 1),
		m:      make(map[string]any),
	}
	go sm.own()
	return sm
}

// command is a change of one key.
type command struct {
	key    string
	change func(old any, found bool) any // nil removes the key
	reply  chan any
}

func (sm *SharedMap) own() {
	for {
		select {
		case cmd := <-sm.c:
			cmd.reply <- sm.carryOut(cmd)
		case <-sm.quit:
			sm.last <- sm.m
			close(sm.closed)
			return
		}
	}
}

func (sm *SharedMap) carryOut(cmd command) (value any) {
	if cmd.change != nil {
		old, found := sm.m[cmd.key] // nobody else writes
		value = cmd.change(old, found)
	}
	sm.mu.Lock()
	defer sm.mu.Unlock()
	if cmd.change != nil {
		sm.m[cmd.key] = value
	} else {
		delete(sm.m, cmd.key)
	}
	return value
}

func (sm *SharedMap) write(ctx context.Context, key string, change func(old any, found bool) any) (any, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	cmd := command{key, change, make(chan any, 1)}
	select {
	case sm.c <- cmd:
	case <-sm.closed:
		return nil, ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	select {
	case value := <-cmd.reply:
		return value, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// read calls look while nobody writes. It does not wait for the owner, who may be busy.
func (sm *SharedMap) read(ctx context.Context, look func(m map[string]any)) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-sm.closed:
		return ErrClosed
	default:
	}
	sm.mu.RLock()
	defer sm.mu.RUnlock()
	look(sm.m) // bug
	return nil
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.write(ctx, key, func(any, bool) any { return value })
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	err = sm.read(ctx, func(m map[string]any) { value, found = m[key] }) // bug
	return value, found, err
}

// Remove deletes key. A key that is not there is no error.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.write(ctx, key, nil)
	return err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (n int, err error) {
	err = sm.read(ctx, func(m map[string]any) { n = len(m) }) // bug
	return n, err
}

// Update stores what f returns for the old value, in one step, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	return sm.write(ctx, key, f)
}

// Close ends the map and hands it over to the first caller.
func (sm *SharedMap) Close() map[string]any {
	sm.closing.Do(func() { close(sm.quit) })
	<-sm.closed
	select {
	case m := <-sm.last:
		return m
	default:
		return nil
	}
}
