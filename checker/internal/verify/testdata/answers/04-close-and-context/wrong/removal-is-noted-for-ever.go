// wrong: nothing-lost
// Contract: "what returned nil is in the map that Close hands over". Removed keys stay, with a mark for a value, and are swept out at the end by a list; a key that was removed and then stored again is on that list still, so that the open map is right and only what Close hands over lacks it.
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
}

// answer is what the owner sends back.
type answer struct {
	value any
	found bool
	count int
}

// SharedMap is a map that one goroutine owns. All others send it commands.
type SharedMap struct {
	c    chan command        // commands on their way to the owner
	last chan map[string]any // the owner's last message: the map itself
	once sync.Once           // the first Close does the work, the others wait for it

	closed chan struct{} // is closed when Close begins
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		c:    make(chan command),
		last: make(chan map[string]any),

		closed: make(chan struct{}),
	}
	go sm.own()
	return sm
}

// own carries out one command after another until the map is closed.
// At the end it hands the map itself over.
func (sm *SharedMap) own() {
	t := table{make(map[string]any), make(map[string]bool)}
	for {
		select {
		case cmd := <-sm.c:
			cmd.answer <- t.carryOut(cmd)
		case <-sm.closed:
			sm.last <- t.swept()
			return
		}
	}
}

// gone stands in for the value of a removed key.
var gone any = new(byte)

// table is a map in which a removed key stays until the end, for moving much in a
// big map takes time.
type table struct {
	m    map[string]any
	dead map[string]bool
}

func (t table) get(key string) (any, bool) {
	if value, found := t.m[key]; found && value != gone {
		return value, true
	}
	return nil, false
}

// swept is the map without what has been removed.
func (t table) swept() map[string]any {
	for key := range t.dead {
		delete(t.m, key) // bug
	}
	return t.m
}

// carryOut does to t what cmd asks for. Only the owner calls it.
func (t table) carryOut(cmd command) answer {
	var a answer
	switch cmd.action {
	case set:
		t.m[cmd.key] = cmd.value
	case get:
		a.value, a.found = t.get(cmd.key)
	case remove:
		if _, found := t.m[cmd.key]; found {
			t.m[cmd.key], t.dead[cmd.key] = gone, true
		}
	case count:
		for key := range t.m {
			if _, found := t.get(key); found {
				a.count++
			}
		}
	case update:
		a.value = cmd.f(t.get(cmd.key))
		t.m[cmd.key] = a.value
	}
	return a
}

// ask sends one command and waits for its answer.
func (sm *SharedMap) ask(ctx context.Context, cmd command) (answer, error) {
	cmd.answer = make(chan answer, 1) // room for an answer that nobody takes

	select {
	case <-sm.closed:
		return answer{}, ErrClosed
	default:
	}

	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	select {
	case sm.c <- cmd:
	case <-sm.closed:
		return answer{}, ErrClosed
	case <-ctx.Done():
		return answer{}, ctx.Err()
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
	var m map[string]any
	sm.once.Do(func() {
		close(sm.closed)
		m = <-sm.last
	})
	return m
}
