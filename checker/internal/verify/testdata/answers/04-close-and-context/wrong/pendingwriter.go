// wrong: nothing-lost
// explain: assertion lock-held-sending
// Senders hold a read lock while they wait to send: when the map is busy, one waits, and Close waits for the write lock, then a call that comes now is stuck at the read lock behind Close and does not heed its context, which breaks "One whose context ends first returns ctx.Err() promptly, even while the map is busy".
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

type command struct {
	do     func(m map[string]any) answer
	answer chan answer
}

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	c     chan command
	ended chan struct{} // is closed when the owner ends
	m     map[string]any

	door   sync.RWMutex // who sends on c is a reader, who closes it the writer
	closed bool
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		c:     make(chan command),
		ended: make(chan struct{}),
		m:     make(map[string]any),
	}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	defer close(sm.ended)
	for cmd := range sm.c {
		cmd.answer <- cmd.do(sm.m)
	}
}

// send hands cmd over. While anybody is in here, c is not closed.
func (sm *SharedMap) send(ctx context.Context, cmd command) error {
	sm.door.RLock() // bug: waits behind a Close that waits, whatever ctx says
	defer sm.door.RUnlock()
	if sm.closed {
		return ErrClosed
	}
	select {
	case sm.c <- cmd:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (sm *SharedMap) ask(ctx context.Context, do func(m map[string]any) answer) (answer, error) {
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	cmd := command{do: do, answer: make(chan answer, 1)}
	if err := sm.send(ctx, cmd); err != nil {
		return answer{}, err
	}
	select {
	case a := <-cmd.answer:
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
		v, found := m[key]
		return answer{value: v, found: found}
	})
	return a.value, a.found, err
}

// Remove deletes key.
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

// Update stores what f returns for the old value, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	a, err := sm.ask(ctx, func(m map[string]any) answer {
		old, found := m[key]
		v := f(old, found)
		m[key] = v
		return answer{value: v}
	})
	return a.value, err
}

// Close ends the map and hands it over.
func (sm *SharedMap) Close() map[string]any {
	sm.door.Lock()
	first := !sm.closed
	if first {
		sm.closed = true
		close(sm.c)
	}
	sm.door.Unlock()
	<-sm.ended
	if !first {
		return nil
	}
	return sm.m
}
