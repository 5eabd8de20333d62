// wrong: waiting-to-send
// Callers stand in a slice and a caller that gives up finds its place by a number which is wrong once another one before it has given up, so that it takes out somebody else.

package main

import (
	"context"
	"errors"
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

// command is what a caller sends to the goroutine that owns the map.
type command struct {
	action int
	key    string
	value  any
	f      func(old any, found bool) any
	answer chan answer
	number int // the first in line has number sm.first
}

// answer is what the owner sends back.
type answer struct {
	value any
	found bool
	count int
}

// SharedMap is a map that one goroutine owns. All others stand in line.
type SharedMap struct {
	mu     sync.Mutex
	line   []*command // who waits for the owner
	first  int        // how many have been served
	next   int        // the number of the next one who comes
	closed bool

	wake    chan struct{} // holds something when the owner has to look
	stopped chan struct{} // is closed when the owner has ended
	m       map[string]any
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		wake:    make(chan struct{}, 1),
		stopped: make(chan struct{}),
		m:       make(map[string]any),
	}
	go sm.own()
	return sm
}

// own carries out one command after another until the map is closed.
func (sm *SharedMap) own() {
	defer close(sm.stopped)
	for range sm.wake {
		for cmd := sm.pop(); cmd != nil; cmd = sm.pop() {
			cmd.answer <- carryOut(sm.m, *cmd)
		}
		if sm.isClosed() {
			return
		}
	}
}

// pop returns the first in line, or nil.
func (sm *SharedMap) pop() *command {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	if sm.closed || len(sm.line) == 0 {
		return nil
	}
	cmd := sm.line[0]
	sm.line = sm.line[1:]
	sm.first++
	return cmd
}

func (sm *SharedMap) isClosed() bool {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	return sm.closed
}

// push puts cmd at the end of the line.
func (sm *SharedMap) push(cmd *command) bool {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	if sm.closed {
		return false
	}
	cmd.number = sm.next
	sm.next++
	sm.line = append(sm.line, cmd)
	sm.signal()
	return true
}

// quit takes cmd out of the line, unless the owner has it already.
func (sm *SharedMap) quit(cmd *command) {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	i := cmd.number - sm.first // bug
	if i >= 0 && i < len(sm.line) {
		sm.line = append(sm.line[:i:i], sm.line[i+1:]...)
		sm.next--
	}
}

// signal makes the owner look.
func (sm *SharedMap) signal() {
	select {
	case sm.wake <- struct{}{}:
	default:
	}
}

// carryOut does to m what cmd asks for. Only the owner calls it.
func carryOut(m map[string]any, cmd command) answer {
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

// ask stands in line with one command and waits for its answer.
func (sm *SharedMap) ask(ctx context.Context, cmd command) (answer, error) {
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	cmd.answer = make(chan answer, 1) // room for an answer that nobody takes
	if !sm.push(&cmd) {
		return answer{}, ErrClosed
	}
	select {
	case a := <-cmd.answer:
		return a, nil
	case <-ctx.Done():
		sm.quit(&cmd)
		return answer{}, ctx.Err()
	case <-sm.stopped:
	}
	select {
	case a := <-cmd.answer: // it was the last
		return a, nil
	default:
		return answer{}, ErrClosed
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.ask(ctx, command{action: set, key: key, value: value})
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	a, err := sm.ask(ctx, command{action: get, key: key})
	return a.value, a.found, err
}

// Remove deletes key. A key that is not there is no error.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, command{action: remove, key: key})
	return err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	a, err := sm.ask(ctx, command{action: count})
	return a.count, err
}

// Update stores what f returns for the old value, in one step, and returns it.
// f must not call the map.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	a, err := sm.ask(ctx, command{action: update, key: key, f: f})
	return a.value, err
}

// Close ends the map and hands it over to the caller, its new owner.
func (sm *SharedMap) Close() map[string]any {
	sm.mu.Lock()
	first := !sm.closed
	sm.closed = true
	sm.signal()
	sm.mu.Unlock()
	<-sm.stopped
	if !first {
		return nil
	}
	return sm.m
}
