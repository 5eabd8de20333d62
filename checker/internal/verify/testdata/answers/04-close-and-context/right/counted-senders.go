// right
// a buffered line; Close lets no new sender in, waits for those who are sending, then closes the channel, and the owner carries out what is left before it hands the map to whichever Close receives first.
package main

import (
	"context"
	"errors"
	"sync"
)

var ErrClosed = errors.New("sharedmap: closed")

type answer struct {
	value any
	found bool
	n     int
}

type command struct {
	do    func(m map[string]any) answer
	reply chan answer
}

type SharedMap struct {
	c    chan command
	last chan map[string]any // the map once, then closed

	mu      sync.Mutex // guards closed, and senders.Add against Close
	closed  bool
	closing chan struct{}
	senders sync.WaitGroup
}

func NewMap() *SharedMap {
	sm := &SharedMap{
		c:       make(chan command, 4),
		last:    make(chan map[string]any, 1),
		closing: make(chan struct{}),
	}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	defer close(sm.last)
	m := make(map[string]any)
	for cmd := range sm.c {
		cmd.reply <- cmd.do(m)
	}
	sm.last <- m
}

func (sm *SharedMap) enter() bool {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	if !sm.closed {
		sm.senders.Add(1)
	}
	return !sm.closed
}

func (sm *SharedMap) send(ctx context.Context, cmd command) error {
	if !sm.enter() {
		return ErrClosed
	}
	defer sm.senders.Done()
	select {
	case sm.c <- cmd:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-sm.closing:
		return ErrClosed
	}
}

func (sm *SharedMap) ask(ctx context.Context, do func(m map[string]any) answer) (answer, error) {
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	cmd := command{do: do, reply: make(chan answer, 1)}
	if err := sm.send(ctx, cmd); err != nil {
		return answer{}, err
	}
	select {
	case a := <-cmd.reply:
		return a, nil
	case <-ctx.Done():
		return answer{}, ctx.Err()
	}
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.ask(ctx, func(m map[string]any) answer {
		m[key] = value
		return answer{}
	})
	return err
}

func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	a, err := sm.ask(ctx, func(m map[string]any) answer {
		v, ok := m[key]
		return answer{value: v, found: ok}
	})
	return a.value, a.found, err
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, func(m map[string]any) answer {
		delete(m, key)
		return answer{}
	})
	return err
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	a, err := sm.ask(ctx, func(m map[string]any) answer { return answer{n: len(m)} })
	return a.n, err
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	a, err := sm.ask(ctx, func(m map[string]any) answer {
		old, found := m[key]
		v := f(old, found)
		m[key] = v
		return answer{value: v}
	})
	return a.value, err
}

func (sm *SharedMap) Close() map[string]any {
	sm.mu.Lock()
	first := !sm.closed
	sm.closed = true
	sm.mu.Unlock()
	if first {
		close(sm.closing)
		sm.senders.Wait()
		close(sm.c)
	}
	m := <-sm.last
	for range sm.last { // until the owner has closed it
	}
	return m
}
