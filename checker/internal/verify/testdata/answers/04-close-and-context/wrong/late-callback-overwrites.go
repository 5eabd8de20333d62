// wrong: waiting-for-reply
// when an Update's caller has left, the owner serves others while f still runs and stores f's late result over what they set meanwhile; violates 'what returned nil is in the map' and Update as one step.
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

type result struct {
	id    int
	key   string
	value any
}

type command struct {
	ctx   context.Context // of an Update
	key   string
	f     func(old any, found bool) any // of an Update; do is nil
	do    func(m map[string]any) answer
	reply chan answer
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
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	defer close(sm.done)
	m := make(map[string]any)
	results := make(chan result)
	running, id := 0, 0
	store := func(r result) {
		m[r.key] = r.value
		running--
	}
	for {
		select {
		case cmd := <-sm.c:
			if cmd.f == nil {
				cmd.reply <- cmd.do(m)
				continue
			}
			id++
			mine := id
			running++
			old, found := m[cmd.key]
			go func() { results <- result{mine, cmd.key, cmd.f(old, found)} }()
			for waiting := true; waiting; {
				select {
				case r := <-results:
					store(r)
					if r.id == mine {
						cmd.reply <- answer{value: r.value}
						waiting = false
					}
				case <-cmd.ctx.Done(): // nobody waits for it any more
					waiting = false
				}
			}
		case r := <-results:
			store(r)
		case last := <-sm.quit:
			for running > 0 {
				store(<-results)
			}
			last <- m
			return
		}
	}
}

func (sm *SharedMap) ask(ctx context.Context, do func(m map[string]any) answer) (answer, error) {
	return sm.send(ctx, command{do: do})
}

func (sm *SharedMap) send(ctx context.Context, cmd command) (answer, error) {
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	cmd.ctx, cmd.reply = ctx, make(chan answer, 1)
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
	a, err := sm.send(ctx, command{key: key, f: f})
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
