// right
// A WaitGroup counts the calls that are on their way to the owner; Close refuses newcomers, waits until those are through, then closes the channel; a context that has ended when the answer comes wins.

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

	mu      sync.Mutex
	closed  bool
	senders sync.WaitGroup // only grows under mu, and not when closed
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

// enter says whether the map still takes commands; who is let in must leave.
func (sm *SharedMap) enter() bool {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	if sm.closed {
		return false
	}
	sm.senders.Add(1)
	return true
}

func (sm *SharedMap) send(ctx context.Context, cmd command) error {
	if !sm.enter() {
		return ErrClosed
	}
	defer sm.senders.Done()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	select {
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
	var a answer
	select {
	case a = <-cmd.reply:
	case <-ctx.Done():
	}
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	return a, nil
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
	first := !sm.closed
	sm.closed = true
	sm.mu.Unlock()
	if first {
		sm.senders.Wait()
		close(sm.c)
	}
	<-sm.ended
	select {
	case m := <-sm.last:
		return m
	default:
		return nil
	}
}
