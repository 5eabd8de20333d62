// wrong: waiting-to-send deadline
// A caller that waits to send, and whose context ends with a cause (WithCancelCause, WithTimeoutCause), gets that cause instead of ctx.Err(), which breaks "One whose context ends first returns ctx.Err()".
package main

import (
	"context"
	"errors"
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
	life  context.Context // ends when Close begins
	end   context.CancelFunc
	right chan struct{} // room for one: the right to take the map
	last  chan map[string]any
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		c:     make(chan command),
		right: make(chan struct{}, 1),
		last:  make(chan map[string]any),
	}
	sm.life, sm.end = context.WithCancel(context.Background())
	sm.right <- struct{}{}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	m := make(map[string]any)
	for {
		select {
		case cmd := <-sm.c:
			cmd.answer <- cmd.do(m)
		case <-sm.life.Done():
			sm.last <- m
			return
		}
	}
}

// send hands cmd over, or returns why it could not: the caller's context and
// the map's life are one context here, with the reason as its cause.
func (sm *SharedMap) send(ctx context.Context, cmd command) error {
	either, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	closing := make(chan struct{})
	forget := context.AfterFunc(sm.life, func() {
		defer close(closing)
		cancel(ErrClosed)
	})
	defer func() {
		if !forget() {
			<-closing
		}
	}()
	select {
	case sm.c <- cmd:
		return nil
	case <-either.Done():
		return context.Cause(either) // bug: ctx can have a cause of its own
	}
}

func (sm *SharedMap) ask(ctx context.Context, do func(m map[string]any) answer) (answer, error) {
	if sm.life.Err() != nil {
		return answer{}, ErrClosed
	}
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

// Close ends the map and hands it over. Who has the right to the map closes
// the right, when the owner has ended.
func (sm *SharedMap) Close() map[string]any {
	if _, mine := <-sm.right; !mine {
		return nil
	}
	sm.end()
	m := <-sm.last
	close(sm.right)
	return m
}
