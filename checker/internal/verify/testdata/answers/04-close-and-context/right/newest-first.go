// right
// a front goroutine keeps the waiting commands as a stack and a worker carries out the newest first; a command is either taken or left, by compare-and-swap; what waits at Close gets ErrClosed.
package main

import (
	"context"
	"errors"
	"sync/atomic"
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
	state *atomic.Int32 // 0 waits, 1 taken by the worker, 2 left by the caller
}

type SharedMap struct {
	c    chan command
	quit chan chan map[string]any
	done chan struct{}
}

func NewMap() *SharedMap {
	sm := &SharedMap{
		c:    make(chan command),
		quit: make(chan chan map[string]any),
		done: make(chan struct{}),
	}
	go sm.front()
	return sm
}

// front takes commands at once, and has the worker carry out the newest.
func (sm *SharedMap) front() {
	defer close(sm.done)
	todo, m := make(chan command), make(chan map[string]any)
	go work(todo, m)
	var stack []command
	for {
		var top command
		var out chan command
		if n := len(stack); n > 0 {
			top, out = stack[n-1], todo
		}
		select {
		case cmd := <-sm.c:
			stack = append(stack, cmd)
		case out <- top:
			stack = stack[:len(stack)-1]
		case last := <-sm.quit:
			for _, cmd := range stack {
				cmd.reply <- answer{err: ErrClosed}
			}
			close(todo)
			last <- <-m
			return
		}
	}
}

// work owns the map, and hands it over when there is nothing more to do.
func work(todo <-chan command, last chan<- map[string]any) {
	m := make(map[string]any)
	for cmd := range todo {
		if cmd.state.CompareAndSwap(0, 1) {
			cmd.reply <- cmd.do(m)
		}
	}
	last <- m
}

func (sm *SharedMap) ask(ctx context.Context, do func(m map[string]any) answer) (answer, error) {
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	cmd := command{do: do, reply: make(chan answer, 1), state: new(atomic.Int32)}
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
		cmd.state.CompareAndSwap(0, 2)
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
