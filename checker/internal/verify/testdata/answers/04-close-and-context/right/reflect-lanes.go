// right
// Every method has a lane of its own and the owner serves all five and the end through reflect.Select; answers are written into the request, and a closed channel says that they are there.

package main

import (
	"context"
	"errors"
	"reflect"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

// request is the caller's until it is sent, then the owner's until ready is closed.
type request struct {
	key   string
	value any
	found bool
	n     int
	f     func(old any, found bool) any
	ready chan struct{}
}

const (
	laneSet = iota
	laneGet
	laneRemove
	laneCount
	laneUpdate
	lanes
)

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	lane  [lanes]chan *request
	end   chan struct{}
	final func() map[string]any // the result of the owner, for whoever is first
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{end: make(chan struct{})}
	for i := range sm.lane {
		sm.lane[i] = make(chan *request)
	}
	result, over := make(chan map[string]any, 1), make(chan struct{})
	go func() {
		defer close(over)
		result <- sm.own()
	}()
	shut := sync.OnceFunc(func() { close(sm.end) })
	sm.final = func() map[string]any {
		shut()
		<-over
		select {
		case m := <-result:
			return m
		default:
			return nil
		}
	}
	return sm
}

func (sm *SharedMap) own() map[string]any {
	m := make(map[string]any)
	actions := [lanes]func(r *request){
		laneSet:    func(r *request) { m[r.key] = r.value },
		laneGet:    func(r *request) { r.value, r.found = m[r.key] },
		laneRemove: func(r *request) { delete(m, r.key) },
		laneCount:  func(r *request) { r.n = len(m) },
		laneUpdate: func(r *request) {
			old, found := m[r.key]
			r.value = r.f(old, found)
			m[r.key] = r.value
		},
	}
	var cases [lanes + 1]reflect.SelectCase
	for i, c := range sm.lane {
		cases[i] = reflect.SelectCase{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(c)}
	}
	cases[lanes] = reflect.SelectCase{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(sm.end)}
	for {
		i, got, _ := reflect.Select(cases[:])
		if i == lanes {
			return m
		}
		r := got.Interface().(*request)
		actions[i](r)
		close(r.ready)
	}
}

// drive sends r along a lane; r may be read only where the error is nil.
func (sm *SharedMap) drive(ctx context.Context, lane int, r *request) error {
	r.ready = make(chan struct{})
	select {
	case <-sm.end:
		return ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	default:
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case sm.lane[lane] <- r:
	case <-sm.end:
		return ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-r.ready:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	return sm.drive(ctx, laneSet, &request{key: key, value: value})
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	r := &request{key: key}
	if err := sm.drive(ctx, laneGet, r); err != nil {
		return nil, false, err
	}
	return r.value, r.found, nil
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	return sm.drive(ctx, laneRemove, &request{key: key})
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	r := new(request)
	if err := sm.drive(ctx, laneCount, r); err != nil {
		return 0, err
	}
	return r.n, nil
}

// Update stores what f returns for the old value, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	r := &request{key: key, f: f}
	if err := sm.drive(ctx, laneUpdate, r); err != nil {
		return nil, err
	}
	return r.value, nil
}

// Close ends the map and hands it over to the caller, its new owner.
func (sm *SharedMap) Close() map[string]any {
	return sm.final()
}
