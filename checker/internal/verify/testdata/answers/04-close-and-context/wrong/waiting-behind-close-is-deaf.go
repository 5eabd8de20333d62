// wrong: nothing-lost
// explain: assertion lock-held-sending
// Callers hold a read lock while they hand over, and behind a Close that waits for the write lock newcomers stand in front of the lock, deaf to their contexts, while the map is busy.

package main

import (
	"context"
	"errors"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type answer struct {
	value any
	found bool
	count int
}

// command is something to do with the map, and where the answer goes.
type command struct {
	do    func(m map[string]any) answer
	reply chan answer // one place: the owner never waits for a caller who has left
}

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	c     chan command
	last  chan map[string]any // one place
	ended chan struct{}

	mu     sync.RWMutex // read-locked while a command is handed over
	closed bool
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{c: make(chan command), last: make(chan map[string]any, 1), ended: make(chan struct{})}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	defer close(sm.ended)
	m := make(map[string]any)
	for cmd := range sm.c {
		cmd.reply <- cmd.do(m)
	}
	sm.last <- m
}

func (sm *SharedMap) send(ctx context.Context, cmd command) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	sm.mu.RLock() // bug
	defer sm.mu.RUnlock()
	if sm.closed {
		return ErrClosed
	}
	select { // bug
	case sm.c <- cmd:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (sm *SharedMap) ask(ctx context.Context, do func(m map[string]any) answer) (answer, error) {
	cmd := command{do, make(chan answer, 1)}
	if err := sm.send(ctx, cmd); err != nil {
		return answer{}, err
	}
	select {
	case a := <-cmd.reply:
		return a, nil
	case <-ctx.Done():
		return answer{}, ctx.Err()
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.ask(ctx, func(m map[string]any) answer {
		m[key] = value
		return answer{}
	})
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	a, err := sm.ask(ctx, func(m map[string]any) answer {
		value, found := m[key]
		return answer{value: value, found: found}
	})
	return a.value, a.found, err
}

// Remove deletes key. A key that is not there is no error.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, func(m map[string]any) answer {
		delete(m, key)
		return answer{}
	})
	return err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	a, err := sm.ask(ctx, func(m map[string]any) answer { return answer{count: len(m)} })
	return a.count, err
}

// Update stores what f returns for the old value, in one step, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	a, err := sm.ask(ctx, func(m map[string]any) answer {
		old, found := m[key]
		value := f(old, found)
		m[key] = value
		return answer{value: value}
	})
	return a.value, err
}

// Close ends the map and hands it over to the first caller.
func (sm *SharedMap) Close() map[string]any {
	sm.mu.Lock()
	if !sm.closed {
		sm.closed = true
		close(sm.c) // nobody is sending: that takes the lock
	}
	sm.mu.Unlock()
	<-sm.ended
	select {
	case m := <-sm.last:
		return m
	default:
		return nil
	}
}
