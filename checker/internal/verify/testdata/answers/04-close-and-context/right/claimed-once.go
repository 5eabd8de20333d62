// right
// Commands wait in a buffered channel that is never emptied at the end; owner and caller claim a command with one compare-and-swap, so what Close leaves in the channel was never carried out.

package main

import (
	"context"
	"errors"
	"sync/atomic"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type answer struct {
	value any
	found bool
	count int
}

const (
	open    int32 = iota
	taken         // by the owner, who carries it out
	dropped       // by the caller, and nobody carries it out
)

type command struct {
	state atomic.Int32
	do    func(m map[string]any) answer
	reply chan answer
}

func (cmd *command) claim(as int32) bool { return cmd.state.CompareAndSwap(open, as) }

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	c       chan *command
	closing atomic.Bool
	quit    chan struct{}
	ended   chan struct{}
	m       map[string]any // the owner's, until ended is closed
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		c:     make(chan *command, 4),
		quit:  make(chan struct{}),
		ended: make(chan struct{}),
		m:     make(map[string]any),
	}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	defer close(sm.ended)
	for {
		select {
		case <-sm.quit:
			return
		case cmd := <-sm.c:
			if cmd.claim(taken) {
				cmd.reply <- cmd.do(sm.m)
			}
		}
	}
}

func (sm *SharedMap) ask(ctx context.Context, do func(m map[string]any) answer) (answer, error) {
	if ctx.Err() != nil {
		return answer{}, ctx.Err()
	}
	cmd := &command{do: do, reply: make(chan answer, 1)}
	to := sm.c
	for {
		select {
		case to <- cmd:
			to = nil // from here on wait for the end of it only
		case a := <-cmd.reply:
			return a, nil
		case <-ctx.Done():
			cmd.claim(dropped)
			return answer{}, ctx.Err()
		case <-sm.ended:
			if cmd.claim(dropped) {
				return answer{}, ErrClosed
			}
			return <-cmd.reply, nil // it was carried out before the end
		}
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

// Close ends the owner. The call that began it gets the map.
func (sm *SharedMap) Close() map[string]any {
	first := sm.closing.CompareAndSwap(false, true)
	if first {
		close(sm.quit)
	}
	<-sm.ended
	if first {
		return sm.m
	}
	return nil
}
