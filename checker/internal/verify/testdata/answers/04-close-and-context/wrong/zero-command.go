// wrong: stop
// Close sends the zero command, and Set of nil under the empty key looks just like it and ends the map; violates 'returns nil after the map has carried it out' and 'an open map never answers ErrClosed'.
// explain: assertion sender-gone
package main

import (
	"context"
	"errors"
)

var ErrClosed = errors.New("sharedmap: closed")

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
	n     int
}

type command struct {
	action int
	key    string
	value  any
	f      func(old any, found bool) any
	reply  chan answer
}

type SharedMap struct {
	c    chan command
	last chan map[string]any // one map, then closed
	done chan struct{}
}

func NewMap() *SharedMap {
	sm := &SharedMap{c: make(chan command), last: make(chan map[string]any, 1), done: make(chan struct{})}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	defer close(sm.done)
	m := make(map[string]any)
	for {
		cmd := <-sm.c
		var a answer
		switch cmd.action {
		case set:
			if cmd.key == "" && cmd.value == nil { // the zero command: the end
				sm.last <- m // bug: nobody gets an answer
				close(sm.last)
				return // bug
			}
			m[cmd.key] = cmd.value
		case get:
			a.value, a.found = m[cmd.key]
		case remove:
			delete(m, cmd.key)
		case count:
			a.n = len(m)
		case update:
			old, found := m[cmd.key]
			a.value = cmd.f(old, found)
			m[cmd.key] = a.value
		}
		cmd.reply <- a
	}
}

func (sm *SharedMap) ask(ctx context.Context, cmd command) (answer, error) {
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	cmd.reply = make(chan answer, 1)
	select {
	case sm.c <- cmd:
	case <-ctx.Done():
		return answer{}, ctx.Err()
	case <-sm.done:
		return answer{}, ErrClosed
	}
	select {
	case a := <-cmd.reply: // bug
		return a, nil
	case <-ctx.Done():
		return answer{}, ctx.Err()
	}
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error { // bug: waits for the answer
	_, err := sm.ask(ctx, command{action: set, key: key, value: value})
	return err
}

func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	a, err := sm.ask(ctx, command{action: get, key: key})
	return a.value, a.found, err
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, command{action: remove, key: key})
	return err
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	a, err := sm.ask(ctx, command{action: count})
	return a.n, err
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	a, err := sm.ask(ctx, command{action: update, key: key, f: f})
	return a.value, err
}

func (sm *SharedMap) Close() map[string]any {
	select {
	case sm.c <- command{}:
	case <-sm.done:
	}
	<-sm.done
	return <-sm.last
}
