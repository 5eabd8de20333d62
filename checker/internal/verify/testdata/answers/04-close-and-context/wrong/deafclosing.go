// wrong: waiting-for-reply
// From the moment Close begins, a call that waits for its reply waits for the owner's end and no longer heeds its context, which breaks "One whose context ends first returns ctx.Err() promptly, even while the map is busy" where a callback keeps the closing map busy.
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
	c       chan command
	once    sync.Once
	closing chan struct{} // is closed when Close begins
	ended   chan struct{} // is closed when the owner ends
	m       map[string]any
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		c:       make(chan command, 16),
		closing: make(chan struct{}),
		ended:   make(chan struct{}),
		m:       make(map[string]any),
	}
	go sm.own()
	return sm
}

// own leaves what is in the buffer when the map closes: it is not carried out.
func (sm *SharedMap) own() {
	defer close(sm.ended)
	for {
		select {
		case <-sm.closing:
			return
		case cmd := <-sm.c:
			cmd.answer <- cmd.do(sm.m)
		}
	}
}

func (sm *SharedMap) ask(ctx context.Context, do func(m map[string]any) answer) (answer, error) {
	select {
	case <-sm.closing:
		return answer{}, ErrClosed
	default:
	}
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	cmd := command{do: do, answer: make(chan answer, 1)}
	select {
	case sm.c <- cmd:
	case <-sm.closing:
		return answer{}, ErrClosed
	case <-ctx.Done():
		return answer{}, ctx.Err()
	}
	select {
	case a := <-cmd.answer:
		return a, nil
	case <-ctx.Done():
		return answer{}, ctx.Err()
	case <-sm.closing:
		return sm.verdict(cmd)
	}
}

// verdict tells whether cmd was still carried out. That is certain when the
// owner has ended, and it ends soon.
func (sm *SharedMap) verdict(cmd command) (answer, error) {
	<-sm.ended // bug: a callback may run for long, and ctx ends meanwhile
	select {
	case a := <-cmd.answer:
		return a, nil
	default:
		return answer{}, ErrClosed
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
	var m map[string]any
	sm.once.Do(func() {
		close(sm.closing)
		<-sm.ended
		m = sm.m
	})
	return m
}
