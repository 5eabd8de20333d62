// right
// no channel at all: a slice as the line, one sync.Cond for everybody, and context.AfterFunc (undone and waited for) to wake a caller whose context ends.
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
	do   func(m map[string]any) answer
	a    answer
	done bool
	left bool // the caller's context has ended
}

type SharedMap struct {
	mu      sync.Mutex
	change  *sync.Cond // everything below has changed
	m       map[string]any
	line    []*command
	closing bool
	ended   bool
}

func NewMap() *SharedMap {
	sm := &SharedMap{m: make(map[string]any)}
	sm.change = sync.NewCond(&sm.mu)
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	m := sm.m
	sm.mu.Lock()
	defer sm.mu.Unlock()
	for {
		for len(sm.line) == 0 && !sm.closing {
			sm.change.Wait()
		}
		if len(sm.line) == 0 {
			sm.ended = true
			sm.change.Broadcast()
			return
		}
		cmd := sm.line[0]
		sm.line = sm.line[1:]
		if cmd.left {
			continue
		}
		sm.mu.Unlock()
		a := cmd.do(m)
		sm.mu.Lock()
		cmd.a, cmd.done = a, true
		sm.change.Broadcast()
	}
}

func (sm *SharedMap) ask(ctx context.Context, do func(m map[string]any) answer) (answer, error) {
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	cmd := &command{do: do}
	ran := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(ran)
		sm.mu.Lock()
		defer sm.mu.Unlock()
		cmd.left = true
		sm.change.Broadcast()
	})
	defer func() {
		if !stop() {
			<-ran
		}
	}()
	a, done, closed := sm.wait(cmd)
	switch {
	case closed:
		return answer{}, ErrClosed
	case done:
		return a, nil
	}
	return answer{}, ctx.Err()
}

// wait stands in line with cmd until it is done or its caller's time is over.
func (sm *SharedMap) wait(cmd *command) (a answer, done, closed bool) {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	if sm.closing {
		return a, false, true
	}
	sm.line = append(sm.line, cmd)
	sm.change.Broadcast()
	for !cmd.done && !cmd.left {
		sm.change.Wait()
	}
	return cmd.a, cmd.done, false
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
	defer sm.mu.Unlock()
	sm.closing = true
	sm.change.Broadcast()
	for !sm.ended {
		sm.change.Wait()
	}
	m := sm.m
	sm.m = nil
	return m
}
