// wrong: nothing-lost
// A Remove that still waits in the queue when Close begins is answered with nil but not carried out, so its key is in the map that Close hands over, which breaks "A call returns nil only after the map has carried it out" (Sets and Updates in the queue are carried out).
package main

import (
	"context"
	"errors"
	"slices"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

// What a command asks for.
const (
	set = iota
	get
	remove
	count
	update
)

type answer struct {
	value any
	found bool
	count int
}

type command struct {
	action int
	key    string
	value  any
	f      func(old any, found bool) any
	answer chan answer
}

// SharedMap is a map that one goroutine owns, with a queue before it.
type SharedMap struct {
	mu      sync.Mutex // never held while a command is carried out
	work    *sync.Cond // there is a command, or closing
	queue   []*command // not begun yet
	closing bool
	last    chan map[string]any // room for one: the map
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{last: make(chan map[string]any, 1)}
	sm.work = sync.NewCond(&sm.mu)
	go sm.own()
	return sm
}

// next waits for a command. There is none when the map closes and the queue
// is empty.
func (sm *SharedMap) next() (cmd *command, closing bool) {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	for len(sm.queue) == 0 {
		if sm.closing {
			return nil, true
		}
		sm.work.Wait()
	}
	cmd = sm.queue[0]
	sm.queue = slices.Delete(sm.queue, 0, 1)
	return cmd, sm.closing
}

// own finishes the queue before it ends: what callers have stored must be in
// the map that is handed over.
func (sm *SharedMap) own() {
	m := make(map[string]any)
	defer close(sm.last)
	for {
		cmd, closing := sm.next()
		if cmd == nil {
			sm.last <- m
			return
		}
		if closing && cmd.action == remove {
			cmd.answer <- answer{} // bug: the map goes away, but with the key in it
			continue
		}
		cmd.answer <- carryOut(m, cmd)
	}
}

func carryOut(m map[string]any, cmd *command) answer {
	var a answer
	switch cmd.action {
	case set:
		m[cmd.key] = cmd.value
	case get:
		a.value, a.found = m[cmd.key]
	case remove:
		delete(m, cmd.key)
	case count:
		a.count = len(m)
	case update:
		old, found := m[cmd.key]
		a.value = cmd.f(old, found)
		m[cmd.key] = a.value
	}
	return a
}

func (sm *SharedMap) ask(ctx context.Context, cmd *command) (answer, error) {
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	cmd.answer = make(chan answer, 1)
	sm.mu.Lock()
	if sm.closing {
		sm.mu.Unlock()
		return answer{}, ErrClosed
	}
	sm.queue = append(sm.queue, cmd)
	sm.work.Signal()
	sm.mu.Unlock()

	select {
	case a := <-cmd.answer:
		return a, nil
	case <-ctx.Done():
		sm.mu.Lock()
		defer sm.mu.Unlock()
		sm.queue = slices.DeleteFunc(sm.queue, func(c *command) bool { return c == cmd })
		return answer{}, ctx.Err()
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.ask(ctx, &command{action: set, key: key, value: value})
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	a, err := sm.ask(ctx, &command{action: get, key: key})
	return a.value, a.found, err
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, &command{action: remove, key: key})
	return err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	a, err := sm.ask(ctx, &command{action: count})
	return a.count, err
}

// Update stores what f returns for the old value, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	a, err := sm.ask(ctx, &command{action: update, key: key, f: f})
	return a.value, err
}

// Close takes no more commands, and waits for the map. Of several calls the
// first that receives it has it.
func (sm *SharedMap) Close() map[string]any {
	sm.mu.Lock()
	sm.closing = true
	sm.work.Signal()
	sm.mu.Unlock()
	return <-sm.last
}
