// right
// one callback at a time runs on a helper while the owner goes on with everything but writes to that key, so a busy Update holds up few; commands whose caller left are skipped; those in line at Close get ErrClosed.
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
	write bool
	key   string
	f     func(old any, found bool) any // of an Update
	left  *atomic.Bool                  // nobody waits any more
	reply chan answer
}

type SharedMap struct {
	c    chan command
	quit chan chan map[string]any
	done chan struct{}
}

func NewMap() *SharedMap {
	sm := &SharedMap{c: make(chan command), quit: make(chan chan map[string]any), done: make(chan struct{})}
	o := &owner{m: make(map[string]any), ready: make(chan any)}
	go o.run(sm)
	return sm
}

// owner is what only the owner's goroutine touches.
type owner struct {
	m     map[string]any
	now   *command // the Update whose f runs on a helper
	ready chan any // what f returned
	line  []command
}

func (o *owner) run(sm *SharedMap) {
	defer close(sm.done)
	for {
		select {
		case cmd := <-sm.c:
			o.take(cmd)
		case v := <-o.ready:
			o.finish(v)
			line := o.line
			o.line = nil
			for _, cmd := range line {
				o.take(cmd)
			}
		case last := <-sm.quit:
			if o.now != nil {
				o.finish(<-o.ready)
			}
			for _, cmd := range o.line {
				cmd.reply <- answer{err: ErrClosed}
			}
			last <- o.m
			return
		}
	}
}

func (o *owner) take(cmd command) {
	switch {
	case cmd.left.Load():
	case o.now != nil && (cmd.f != nil || cmd.write && cmd.key == o.now.key):
		o.line = append(o.line, cmd)
	case cmd.f != nil:
		o.now = &cmd
		old, found := o.m[cmd.key]
		go func() { o.ready <- cmd.f(old, found) }()
	default:
		cmd.reply <- cmd.do(o.m)
	}
}

func (o *owner) finish(v any) {
	o.m[o.now.key] = v
	o.now.reply <- answer{value: v}
	o.now = nil
}

func (sm *SharedMap) ask(ctx context.Context, cmd command) (answer, error) {
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	cmd.reply, cmd.left = make(chan answer, 1), new(atomic.Bool)
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
		cmd.left.Store(true)
		return answer{}, ctx.Err()
	}
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.ask(ctx, command{key: key, write: true, do: func(m map[string]any) answer {
		m[key] = value
		return answer{}
	}})
	return err
}

func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	a, err := sm.ask(ctx, command{key: key, do: func(m map[string]any) answer {
		v, ok := m[key]
		return answer{value: v, found: ok}
	}})
	return a.value, a.found, err
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, command{key: key, write: true, do: func(m map[string]any) answer {
		delete(m, key)
		return answer{}
	}})
	return err
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	a, err := sm.ask(ctx, command{do: func(m map[string]any) answer { return answer{n: len(m)} }})
	return a.n, err
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	a, err := sm.ask(ctx, command{key: key, f: f})
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
