// right
// The owner selects by reflection; a closing request is a command like others and carries its answer's channel.
package main

import (
	"context"
	"errors"
	"reflect"
)

var ErrClosed = errors.New("sharedmap: closed")

type SharedMap struct {
	c     chan func(m map[string]any)
	quit  chan chan map[string]any
	ended chan struct{}
}

func NewMap() *SharedMap {
	sm := &SharedMap{make(chan func(m map[string]any)), make(chan chan map[string]any), make(chan struct{})}
	go sm.run()
	return sm
}

func (sm *SharedMap) run() {
	m := map[string]any{}
	cases := []reflect.SelectCase{
		{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(sm.c)},
		{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(sm.quit)},
	}
	for {
		i, v, _ := reflect.Select(cases)
		if i == 1 {
			v.Interface().(chan map[string]any) <- m
			close(sm.ended)
			return
		}
		v.Interface().(func(map[string]any))(m)
	}
}

func (sm *SharedMap) call(ctx context.Context, do func(m map[string]any)) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	done := make(chan struct{})
	select {
	case sm.c <- func(m map[string]any) { do(m); close(done) }:
	case <-sm.ended:
		return ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	return sm.call(ctx, func(m map[string]any) { m[key] = value })
}

func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	values := make(chan any, 1)
	err := sm.call(ctx, func(m map[string]any) {
		defer close(values)
		if v, ok := m[key]; ok {
			values <- v
		}
	})
	if err != nil {
		return nil, false, err
	}
	v, ok := <-values
	return v, ok, nil
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	return sm.call(ctx, func(m map[string]any) { delete(m, key) })
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	n := make(chan int, 1)
	err := sm.call(ctx, func(m map[string]any) { n <- len(m) })
	if err != nil {
		return 0, err
	}
	return <-n, nil
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	n := make(chan any, 1)
	err := sm.call(ctx, func(m map[string]any) {
		old, ok := m[key]
		v := f(old, ok)
		m[key] = v
		n <- v
	})
	if err != nil {
		return nil, err
	}
	return <-n, nil
}

func (sm *SharedMap) Close() map[string]any {
	mine := make(chan map[string]any, 1)
	select {
	case sm.quit <- mine:
		<-sm.ended
		return <-mine
	case <-sm.ended:
		return nil
	}
}
