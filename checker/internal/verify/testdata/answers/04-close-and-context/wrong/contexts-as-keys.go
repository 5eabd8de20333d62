// wrong: waiting-to-send
// The calls that wait are counted in a map whose keys are their contexts, which panics with a context whose type cannot be compared: contexts of any type may be passed.

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
	c       chan command
	quit    chan struct{}       // closed by the first Close
	closed  chan struct{}       // closed when the owner has ended
	last    chan map[string]any // the owner's last message, in a place of its own
	closing sync.Once

	mu      sync.Mutex
	waiting map[context.Context]int // how many calls each context has under way
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		c:       make(chan command),
		quit:    make(chan struct{}),
		closed:  make(chan struct{}),
		last:    make(chan map[string]any, 1),
		waiting: make(map[context.Context]int),
	}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	m := make(map[string]any)
	for {
		select {
		case cmd := <-sm.c:
			cmd.reply <- cmd.do(m)
		case <-sm.quit:
			sm.last <- m
			close(sm.closed)
			return
		}
	}
}

// begin notes a call. What it returns takes the note back.
func (sm *SharedMap) begin(ctx context.Context) (end func()) {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	sm.waiting[ctx]++
	return func() {
		sm.mu.Lock()
		defer sm.mu.Unlock()
		if sm.waiting[ctx]--; sm.waiting[ctx] == 0 {
			delete(sm.waiting, ctx)
		}
	}
}

func (sm *SharedMap) ask(ctx context.Context, do func(m map[string]any) answer) (answer, error) {
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	defer sm.begin(ctx)()
	cmd := command{do, make(chan answer, 1)}
	select {
	case sm.c <- cmd:
	case <-sm.closed:
		return answer{}, ErrClosed
	case <-ctx.Done():
		return answer{}, ctx.Err()
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
	sm.closing.Do(func() { close(sm.quit) })
	<-sm.closed
	select {
	case m := <-sm.last:
		return m
	default:
		return nil
	}
}
