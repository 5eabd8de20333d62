// wrong: nothing-lost
// Get and Count read beside the owner and ask whether the map is closed before they look at the context and lock, so a reader held up between sees what the new owner did; violates 'After Close has returned no call sees what the new owner does with the map'.
// explain: data-race
// explain: data-race one-side-locked
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
	err   error
}

type command struct {
	do    func(m map[string]any) answer
	reply chan answer
}

type SharedMap struct {
	mu     sync.RWMutex // guards m and closed; the owner alone writes
	m      map[string]any
	closed bool

	c    chan command
	quit chan chan map[string]any
	done chan struct{}
}

func NewMap() *SharedMap {
	sm := &SharedMap{
		m:    make(map[string]any),
		c:    make(chan command),
		quit: make(chan chan map[string]any),
		done: make(chan struct{}),
	}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	defer close(sm.done)
	for {
		select {
		case cmd := <-sm.c:
			cmd.reply <- cmd.do(sm.m)
		case last := <-sm.quit:
			sm.mu.Lock()
			m := sm.m
			sm.closed = true
			sm.mu.Unlock()
			last <- m
			return
		}
	}
}

func (sm *SharedMap) ask(ctx context.Context, do func(m map[string]any) answer) (answer, error) {
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	cmd := command{do: do, reply: make(chan answer, 1)}
	select {
	case sm.c <- cmd:
	case <-ctx.Done():
		return answer{}, ctx.Err()
	case <-sm.done:
		return answer{}, ErrClosed
	}
	select {
	case a := <-cmd.reply:
		return a, a.err
	case <-ctx.Done():
		return answer{}, ctx.Err()
	}
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.ask(ctx, func(m map[string]any) answer {
		sm.mu.Lock()
		m[key] = value
		sm.mu.Unlock()
		return answer{}
	})
	return err
}

func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	if sm.ended() {
		return nil, false, ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return nil, false, err
	}
	sm.mu.RLock()
	defer sm.mu.RUnlock()
	value, found = sm.m[key] // bug
	return value, found, nil
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, func(m map[string]any) answer {
		sm.mu.Lock()
		delete(m, key)
		sm.mu.Unlock()
		return answer{}
	})
	return err
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	if sm.ended() {
		return 0, ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	sm.mu.RLock()
	defer sm.mu.RUnlock()
	return len(sm.m), nil // bug
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	a, err := sm.ask(ctx, func(m map[string]any) answer {
		old, found := m[key]
		v := f(old, found)
		sm.mu.Lock()
		m[key] = v
		sm.mu.Unlock()
		return answer{value: v}
	})
	return a.value, err
}

func (sm *SharedMap) Close() map[string]any {
	last := make(chan map[string]any, 1)
	select {
	case sm.quit <- last:
		<-sm.done
		return <-last
	case <-sm.done:
		return nil
	}
}

func (sm *SharedMap) ended() bool {
	sm.mu.RLock()
	defer sm.mu.RUnlock()
	return sm.closed
}
