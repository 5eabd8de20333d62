// right
// A buffered mailbox that is really closed: senders hold the read lock while they wait for room, Close first tells them to leave, then takes the write lock and closes the channel; the owner carries out what is still in it.
package main

import (
	"context"
	"errors"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type letter struct {
	open func(m map[string]any)
	read chan struct{} // closed when it has been carried out
}

// SharedMap has a mailbox.
type SharedMap struct {
	gate    sync.RWMutex
	shut    bool          // guarded by gate
	leave   chan struct{} // tells senders to go
	mailbox chan letter
	closers chan bool // one true, for the Close that does the work
	ended   chan struct{}
	m       map[string]any // the owner's until ended
}

func NewMap() *SharedMap {
	sm := &SharedMap{
		leave:   make(chan struct{}),
		mailbox: make(chan letter, 4),
		closers: make(chan bool, 1),
		ended:   make(chan struct{}),
		m:       map[string]any{},
	}
	sm.closers <- true
	close(sm.closers)
	go func() {
		defer close(sm.ended)
		for l := range sm.mailbox {
			l.open(sm.m)
			close(l.read)
		}
	}()
	return sm
}

func (sm *SharedMap) post(ctx context.Context, l letter) error {
	sm.gate.RLock()
	defer sm.gate.RUnlock()
	if sm.shut {
		return ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case sm.mailbox <- l:
		return nil
	case <-sm.leave:
		return ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (sm *SharedMap) call(ctx context.Context, f func(m map[string]any)) error {
	l := letter{f, make(chan struct{})}
	if err := sm.post(ctx, l); err != nil {
		return err
	}
	select {
	case <-l.read:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	return sm.call(ctx, func(m map[string]any) { m[key] = value })
}

func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	var v any
	var ok bool
	if err := sm.call(ctx, func(m map[string]any) { v, ok = m[key] }); err != nil {
		return nil, false, err // v and ok may still be written to
	}
	return v, ok, nil
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	return sm.call(ctx, func(m map[string]any) { delete(m, key) })
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	var n int
	if err := sm.call(ctx, func(m map[string]any) { n = len(m) }); err != nil {
		return 0, err
	}
	return n, nil
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	var v any
	err := sm.call(ctx, func(m map[string]any) {
		old, found := m[key]
		v = f(old, found)
		m[key] = v
	})
	if err != nil {
		return nil, err
	}
	return v, nil
}

func (sm *SharedMap) Close() map[string]any {
	if !<-sm.closers {
		<-sm.ended
		return nil
	}
	close(sm.leave)
	sm.gate.Lock()
	sm.shut = true
	sm.gate.Unlock()
	close(sm.mailbox)
	<-sm.ended
	m := sm.m
	sm.m = nil
	return m
}
