// wrong: waiting-for-reply
// a caller that leaves puts its reply channel back for the next call, who then gets the abandoned answer as its own; violates 'the map goes on serving others' and 'nil only after the map has carried it out'.
package main

import (
	"context"
	"errors"
)

var ErrClosed = errors.New("sharedmap: closed")

type answer struct {
	value any
	found bool
	n     int
	err   error
}

type command struct {
	do    func(m map[string]any) answer
	reply chan answer
}

type SharedMap struct {
	free chan chan answer // reply channels for use again
	c    chan command
	quit chan chan map[string]any
	done chan struct{}
}

func NewMap() *SharedMap {
	sm := &SharedMap{
		free: make(chan chan answer, 8),
		c:    make(chan command),
		quit: make(chan chan map[string]any),
		done: make(chan struct{}),
	}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	defer close(sm.done)
	m := make(map[string]any)
	for {
		select {
		case cmd := <-sm.c:
			cmd.reply <- cmd.do(m)
		case last := <-sm.quit:
			last <- m
			return
		}
	}
}

func (sm *SharedMap) ask(ctx context.Context, do func(m map[string]any) answer) (answer, error) {
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	cmd := command{do: do}
	select {
	case cmd.reply = <-sm.free:
	default:
		cmd.reply = make(chan answer, 1)
	}
	defer func() {
		select {
		case sm.free <- cmd.reply:
		default:
		}
	}()
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
	last := make(chan map[string]any, 1)
	select {
	case sm.quit <- last:
		<-sm.done
		return <-last
	case <-sm.done:
		return nil
	}
}
