// wrong: waiting-for-reply
// Answer channels are recycled, also by callers who gave up: the answer that comes late is read by the next caller.
package main

import (
	"context"
	"errors"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type result struct {
	value any
	found bool
	n     int
}

type request struct {
	do     func(m map[string]any) result
	answer chan result // has room for the answer
}

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	c    chan request
	quit chan struct{} // closed by the first Close
	done chan struct{} // closed when the owner has ended
	once sync.Once
	free chan chan result    // answer channels to be used again
	last chan map[string]any // the owner's last message
}

func NewMap() *SharedMap {
	sm := &SharedMap{
		c:    make(chan request),
		quit: make(chan struct{}),
		done: make(chan struct{}),
		free: make(chan chan result, 8),
		last: make(chan map[string]any, 1),
	}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	defer close(sm.done)
	m := make(map[string]any)
	for {
		select {
		case r := <-sm.c:
			r.answer <- r.do(m)
		case <-sm.quit:
			sm.last <- m
			return
		}
	}
}

func (sm *SharedMap) ask(ctx context.Context, do func(m map[string]any) result) (result, error) {
	if err := ctx.Err(); err != nil {
		return result{}, err
	}
	r := request{do, sm.answerChannel()}
	defer sm.recycle(r.answer)
	select {
	case sm.c <- r:
	case <-sm.done:
		return result{}, ErrClosed
	case <-ctx.Done():
		return result{}, ctx.Err()
	}
	select {
	case a := <-r.answer: // the owner answers whatever it takes
		return a, nil
	case <-ctx.Done():
		return result{}, ctx.Err()
	}
}

func (sm *SharedMap) answerChannel() chan result {
	select {
	case answer := <-sm.free:
		return answer
	default:
		return make(chan result, 1)
	}
}

func (sm *SharedMap) recycle(answer chan result) {
	select {
	case <-answer: // an answer that nobody has taken
	default:
	}
	select {
	case sm.free <- answer:
	default:
	}
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.ask(ctx, func(m map[string]any) result {
		m[key] = value
		return result{}
	})
	return err
}

func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	r, err := sm.ask(ctx, func(m map[string]any) result {
		value, found := m[key]
		return result{value: value, found: found}
	})
	return r.value, r.found, err
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, func(m map[string]any) result {
		delete(m, key)
		return result{}
	})
	return err
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	r, err := sm.ask(ctx, func(m map[string]any) result { return result{n: len(m)} })
	return r.n, err
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	r, err := sm.ask(ctx, func(m map[string]any) result {
		old, found := m[key]
		value := f(old, found)
		m[key] = value
		return result{value: value}
	})
	return r.value, err
}

func (sm *SharedMap) Close() map[string]any {
	sm.once.Do(func() { close(sm.quit) })
	<-sm.done
	select {
	case m := <-sm.last:
		return m
	default:
		return nil
	}
}
