// right
// Right: a SharedMap is only a number; what belongs to it stands in a package-level register that is kept in a channel, and Close strikes it out, so that nothing of a closed map is left.
package main

import (
	"context"
	"errors"
)

var ErrClosed = errors.New("sharedmap: closed")

type SharedMap struct{ number int }

type record struct {
	inbox   chan envelope
	closing chan struct{}
	ended   chan struct{}
	estate  map[string]any // the owner writes it before it ends
}

type envelope struct {
	open  func(map[string]any) any
	reply chan any
}

var register = make(chan map[int]*record, 1)

var nextNumber int // belongs to who holds the register

func init() { register <- map[int]*record{} }

func NewMap() *SharedMap {
	r := &record{
		inbox:   make(chan envelope),
		closing: make(chan struct{}),
		ended:   make(chan struct{}),
	}
	all := <-register
	nextNumber++
	sm := SharedMap{nextNumber}
	all[sm.number] = r
	register <- all
	go r.own(make(map[string]any))
	return &sm
}

func (r *record) own(m map[string]any) {
	defer close(r.ended)
work:
	for {
		select {
		case e := <-r.inbox:
			e.reply <- e.open(m)
		case <-r.closing:
			break work
		}
	}
	r.estate = m
}

func (sm *SharedMap) record() *record {
	all := <-register
	defer func() { register <- all }()
	return all[sm.number]
}

func (sm *SharedMap) ask(ctx context.Context, open func(map[string]any) any) (any, error) {
	r := sm.record()
	if r == nil {
		return nil, ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	e := envelope{open, make(chan any, 1)}
	select {
	case <-r.closing:
		return nil, ErrClosed
	case <-ctx.Done():
		return nil, errors.Join(errors.New("sharedmap: gave up"), ctx.Err())
	case r.inbox <- e:
	}
	select {
	case <-ctx.Done():
		return nil, errors.Join(errors.New("sharedmap: gave up"), ctx.Err())
	case a := <-e.reply:
		return a, nil
	}
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) (err error) {
	_, err = sm.ask(ctx, func(m map[string]any) any { m[key] = value; return nil })
	return
}

func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	one, err := sm.ask(ctx, func(m map[string]any) any {
		if value, found := m[key]; found {
			return [1]any{value}
		}
		return [0]any{}
	})
	if box, is := one.([1]any); is {
		value, found = box[0], is
	}
	return value, found, err
}

func (sm *SharedMap) Remove(ctx context.Context, key string) (err error) {
	_, err = sm.ask(ctx, func(m map[string]any) any { delete(m, key); return nil })
	return
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	n, err := sm.ask(ctx, func(m map[string]any) any { return len(m) })
	if err != nil {
		return 0, err
	}
	return n.(int), nil
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	return sm.ask(ctx, func(m map[string]any) any {
		old, found := m[key]
		m[key] = f(old, found)
		return m[key]
	})
}

func (sm *SharedMap) Close() (m map[string]any) {
	r := sm.record()
	if r == nil {
		return nil
	}
	all := <-register
	select {
	case <-r.closing:
	default:
		close(r.closing)
	}
	register <- all
	<-r.ended
	all = <-register
	m, r.estate = r.estate, nil
	delete(all, sm.number)
	register <- all
	return m
}
