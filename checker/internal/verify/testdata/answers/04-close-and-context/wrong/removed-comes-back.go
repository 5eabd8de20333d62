// wrong: nothing-lost
// fresh writes are kept aside and folded in now and then, but at Close the removals kept aside are forgotten; violates 'what returned nil is in the map that Close hands over' for a Remove.
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
	do    func(m *store) answer
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
	m := &store{old: map[string]any{}, fresh: map[string]any{}, gone: map[string]bool{}}
	for {
		select {
		case cmd := <-sm.c:
			cmd.reply <- cmd.do(m)
		case last := <-sm.quit:
			last <- m.all()
			return
		}
	}
}

func (sm *SharedMap) ask(ctx context.Context, do func(m *store) answer) (answer, error) {
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
	_, err := sm.ask(ctx, func(m *store) answer {
		m.set(key, value)
		return answer{}
	})
	return err
}

func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	a, err := sm.ask(ctx, func(m *store) answer {
		v, ok := m.get(key)
		return answer{value: v, found: ok}
	})
	return a.value, a.found, err
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, func(m *store) answer {
		m.remove(key)
		return answer{}
	})
	return err
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	a, err := sm.ask(ctx, func(m *store) answer { return answer{n: m.count()} })
	return a.n, err
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	a, err := sm.ask(ctx, func(m *store) answer {
		old, found := m.get(key)
		v := f(old, found)
		m.set(key, v)
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

// store keeps what changed lately aside, and folds it in now and then.
type store struct {
	old   map[string]any
	fresh map[string]any
	gone  map[string]bool // keys of old that were removed lately
}

func (s *store) set(key string, value any) {
	delete(s.gone, key)
	s.fresh[key] = value
	if len(s.fresh) >= 8 {
		s.fold()
	}
}

func (s *store) get(key string) (any, bool) {
	if v, ok := s.fresh[key]; ok {
		return v, true
	}
	if s.gone[key] {
		return nil, false
	}
	v, ok := s.old[key]
	return v, ok
}

func (s *store) remove(key string) {
	delete(s.fresh, key)
	if _, ok := s.old[key]; ok {
		s.gone[key] = true
	}
}

func (s *store) count() int {
	s.fold()
	return len(s.old)
}

func (s *store) fold() {
	for key := range s.gone {
		delete(s.old, key)
	}
	clear(s.gone)
	s.all()
	clear(s.fresh)
}

func (s *store) all() map[string]any {
	for key, v := range s.fresh {
		s.old[key] = v
	}
	return s.old
}
