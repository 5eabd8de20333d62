// right
// Two goroutines: a front desk that is never busy, keeps the callers in line and hears of it when one goes, and an owner that gets one command at a time from the desk.

package main

import (
	"context"
	"errors"
	"slices"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type visitor struct {
	wants func(m map[string]any)
	told  chan error // has room for the one thing that a visitor is told
}

// SharedMap is the front desk.
type SharedMap struct {
	come  chan *visitor
	leave chan *visitor
	end   chan chan map[string]any
	gone  chan struct{} // is closed when desk and owner have ended
}

// NewMap starts the desk and the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		come:  make(chan *visitor),
		leave: make(chan *visitor),
		end:   make(chan chan map[string]any),
		gone:  make(chan struct{}),
	}
	work, ready, last := make(chan *visitor), make(chan struct{}), make(chan map[string]any)
	go own(work, ready, last)
	go sm.desk(work, ready, last)
	return sm
}

func own(work <-chan *visitor, ready chan<- struct{}, last chan<- map[string]any) {
	m := make(map[string]any)
	for v := range work {
		v.wants(m)
		v.told <- nil
		ready <- struct{}{}
	}
	last <- m
}

func (sm *SharedMap) desk(work chan<- *visitor, ready <-chan struct{}, last <-chan map[string]any) {
	defer close(sm.gone)
	var line []*visitor
	busy := false
	for {
		if len(line) > 0 && !busy {
			work <- line[0] // the owner waits for it
			line, busy = line[1:], true
		}
		select {
		case v := <-sm.come:
			line = append(line, v)
		case v := <-sm.leave:
			if i := slices.Index(line, v); i >= 0 {
				line = slices.Delete(line, i, i+1)
			}
		case <-ready:
			busy = false
		case to := <-sm.end:
			for _, v := range line {
				v.told <- ErrClosed
			}
			if busy {
				<-ready
			}
			close(work)
			to <- <-last
			return
		}
	}
}

func (sm *SharedMap) visit(ctx context.Context, wants func(m map[string]any)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	v := &visitor{wants, make(chan error, 1)}
	select {
	case sm.come <- v:
	case <-sm.gone:
		return ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case err := <-v.told:
		return err
	case <-ctx.Done():
	}
	// The desk may be at its end, with the owner busy: do not wait for it.
	select {
	case sm.leave <- v:
	case err := <-v.told:
		return err
	case <-sm.gone:
	default:
	}
	return ctx.Err()
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	return sm.visit(ctx, func(m map[string]any) { m[key] = value })
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	type pair struct {
		value any
		found bool
	}
	got := make(chan pair, 1)
	err := sm.visit(ctx, func(m map[string]any) {
		value, found := m[key]
		got <- pair{value, found}
	})
	if err != nil {
		return nil, false, err
	}
	p := <-got
	return p.value, p.found, nil
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	return sm.visit(ctx, func(m map[string]any) { delete(m, key) })
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	got := make(chan int, 1)
	if err := sm.visit(ctx, func(m map[string]any) { got <- len(m) }); err != nil {
		return 0, err
	}
	return <-got, nil
}

// Update stores what f returns for the old value, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	got := make(chan any, 1)
	err := sm.visit(ctx, func(m map[string]any) {
		old, found := m[key]
		value := f(old, found)
		m[key] = value
		got <- value
	})
	if err != nil {
		return nil, err
	}
	return <-got, nil
}

// Close ends the map and hands it over to the caller, its new owner.
func (sm *SharedMap) Close() map[string]any {
	to := make(chan map[string]any, 1)
	select {
	case sm.end <- to:
		<-sm.gone
		return <-to
	case <-sm.gone:
		return nil
	}
}
