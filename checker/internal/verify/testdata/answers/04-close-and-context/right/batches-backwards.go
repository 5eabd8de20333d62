// right
// the owner takes whoever stands at the door as one batch, carries all of it out, and answers from the last to the first afterwards; Close is a command like any other and those beside it are told nil.
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
	last  chan map[string]any // of a Close; do is nil
}

type SharedMap struct {
	c    chan command
	done chan struct{}
}

func NewMap() *SharedMap {
	sm := &SharedMap{
		c:    make(chan command),
		done: make(chan struct{}),
	}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	defer close(sm.done)
	m := make(map[string]any)
	for closers := []command(nil); closers == nil; {
		batch := []command{<-sm.c}
		for more := true; more; {
			select {
			case cmd := <-sm.c:
				batch = append(batch, cmd)
				more = len(batch) < 64
			default:
				more = false
			}
		}
		answers := make([]answer, len(batch))
		for i, cmd := range batch {
			if cmd.do != nil {
				answers[i] = cmd.do(m)
			}
		}
		for i := len(batch) - 1; i >= 0; i-- {
			if batch[i].do != nil {
				batch[i].reply <- answers[i]
			} else {
				closers = append(closers, batch[i])
			}
		}
		for i, cmd := range closers {
			if i == 0 {
				cmd.last <- m
			} else {
				cmd.last <- nil
			}
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
	case sm.c <- command{last: last}:
		<-sm.done
		return <-last
	case <-sm.done:
		return nil
	}
}
