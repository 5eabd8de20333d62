// right
// A call is a private context that the owner cancels when it has carried the call out, and the cause of this cancellation, a typed error, is the answer.

package main

import (
	"context"
	"errors"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

// outcome travels as the cause of a cancelled context.
type outcome struct {
	value any
	found bool
	count int
}

func (*outcome) Error() string { return "carried out" }

type call struct {
	act    func(m map[string]any) *outcome
	finish context.CancelCauseFunc
}

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	calls chan call
	open  context.Context // ends when Close begins
	shut  context.CancelFunc
	gone  context.Context // ends when the owner has ended
	heirs sync.Once
	m     map[string]any
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{calls: make(chan call), m: make(map[string]any)}
	sm.open, sm.shut = context.WithCancel(context.Background())
	gone, end := context.WithCancel(context.Background())
	sm.gone = gone
	go func() {
		defer end()
		for {
			select {
			case c := <-sm.calls:
				c.finish(c.act(sm.m))
			case <-sm.open.Done():
				return
			}
		}
	}()
	return sm
}

func (sm *SharedMap) do(ctx context.Context, act func(m map[string]any) *outcome) (*outcome, error) {
	if sm.open.Err() != nil {
		return &outcome{}, ErrClosed
	}
	if ctx.Err() != nil {
		return &outcome{}, ctx.Err()
	}
	// Not a child of ctx: what the owner says must not be drowned by ctx.
	mine, finish := context.WithCancelCause(context.Background())
	select {
	case sm.calls <- call{act, finish}:
	case <-sm.open.Done():
		finish(nil)
		return &outcome{}, ErrClosed
	case <-ctx.Done():
		finish(nil)
		return &outcome{}, ctx.Err()
	}
	select {
	case <-mine.Done():
		return context.Cause(mine).(*outcome), nil
	case <-ctx.Done():
		return &outcome{}, ctx.Err()
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.do(ctx, func(m map[string]any) *outcome {
		m[key] = value
		return &outcome{}
	})
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	o, err := sm.do(ctx, func(m map[string]any) *outcome {
		value, found := m[key]
		return &outcome{value: value, found: found}
	})
	return o.value, o.found, err
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.do(ctx, func(m map[string]any) *outcome {
		delete(m, key)
		return &outcome{}
	})
	return err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	o, err := sm.do(ctx, func(m map[string]any) *outcome {
		return &outcome{count: len(m)}
	})
	return o.count, err
}

// Update stores what f returns for the old value, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	o, err := sm.do(ctx, func(m map[string]any) *outcome {
		old, found := m[key]
		value := f(old, found)
		m[key] = value
		return &outcome{value: value, found: true}
	})
	return o.value, err
}

// Close ends the map and hands it over to the caller, its new owner.
func (sm *SharedMap) Close() map[string]any {
	sm.shut()
	<-sm.gone.Done()
	var m map[string]any
	sm.heirs.Do(func() { m, sm.m = sm.m, nil })
	return m
}
