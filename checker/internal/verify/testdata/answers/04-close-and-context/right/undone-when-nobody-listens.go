// right
// A change whose caller has left before the answer is undone by the owner before it takes the next command, so an abandoned command was never carried out.

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
	key    string
	change func(old any, found bool) (value any, keep bool)
	look   func(m map[string]any) answer // instead of a change
	reply  chan answer                   // no place: the owner notices when nobody takes it
	gone   chan struct{}                 // closed when the caller has left
}

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	c       chan command
	quit    chan struct{}       // closed by the first Close
	closed  chan struct{}       // closed when the owner has ended
	last    chan map[string]any // the owner's last message, in a place of its own
	closing sync.Once
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		c:      make(chan command),
		quit:   make(chan struct{}),
		closed: make(chan struct{}),
		last:   make(chan map[string]any, 1),
	}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	m := make(map[string]any)
	for {
		select {
		case cmd := <-sm.c:
			carryOut(m, cmd)
		case <-sm.quit:
			sm.last <- m
			close(sm.closed)
			return
		}
	}
}

// carryOut does what cmd asks for, and undoes it when nobody takes the answer.
func carryOut(m map[string]any, cmd command) {
	if cmd.look != nil {
		select {
		case cmd.reply <- cmd.look(m):
		case <-cmd.gone:
		}
		return
	}
	old, found := m[cmd.key]
	value, keep := cmd.change(old, found)
	put(m, cmd.key, value, keep)
	select {
	case cmd.reply <- answer{value: value}:
	case <-cmd.gone:
		put(m, cmd.key, old, found)
	}
}

func put(m map[string]any, key string, value any, keep bool) {
	if keep {
		m[key] = value
	} else {
		delete(m, key)
	}
}

func (sm *SharedMap) ask(ctx context.Context, cmd command) (answer, error) {
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	cmd.reply, cmd.gone = make(chan answer), make(chan struct{})
	defer close(cmd.gone)
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
	_, err := sm.ask(ctx, command{key: key, change: func(any, bool) (any, bool) { return value, true }})
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	a, err := sm.ask(ctx, command{look: func(m map[string]any) answer {
		value, found := m[key]
		return answer{value: value, found: found}
	}})
	return a.value, a.found, err
}

// Remove deletes key. A key that is not there is no error.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, command{key: key, change: func(any, bool) (any, bool) { return nil, false }})
	return err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	a, err := sm.ask(ctx, command{look: func(m map[string]any) answer { return answer{count: len(m)} }})
	return a.count, err
}

// Update stores what f returns for the old value, in one step, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	a, err := sm.ask(ctx, command{key: key, change: func(old any, found bool) (any, bool) { return f(old, found), true }})
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
