// right
// A monitor: a locked queue, one cond for the owner and one for the callers; a dying context wakes its caller through context.AfterFunc, which is undone, and waited for where it runs already.
package main

import (
	"container/list"
	"context"
	"errors"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type state int

const (
	queued state = iota
	running
	done
	refused
)

type job struct {
	do    func(m map[string]any)
	state state
}

// SharedMap is a monitor around a queue of jobs.
type SharedMap struct {
	mu      sync.Mutex
	work    sync.Cond // the owner waits here
	news    sync.Cond // callers wait here
	queue   list.List
	closing bool
	stopped bool
	m       map[string]any
}

func NewMap() *SharedMap {
	sm := &SharedMap{}
	sm.work.L = &sm.mu
	sm.news.L = &sm.mu
	go sm.own(map[string]any{})
	return sm
}

func (sm *SharedMap) own(m map[string]any) {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	for {
		for sm.queue.Len() == 0 && !sm.closing {
			sm.work.Wait()
		}
		if sm.closing {
			break
		}
		j := sm.queue.Remove(sm.queue.Front()).(*job)
		j.state = running
		sm.mu.Unlock()
		j.do(m)
		sm.mu.Lock()
		j.state = done
		sm.news.Broadcast()
	}
	for e := sm.queue.Front(); e != nil; e = e.Next() {
		e.Value.(*job).state = refused
	}
	sm.queue.Init()
	sm.m, sm.stopped = m, true
	sm.news.Broadcast()
}

func (sm *SharedMap) ask(ctx context.Context, do func(m map[string]any)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if ctx.Done() != nil {
		woken := make(chan struct{})
		stop := context.AfterFunc(ctx, func() {
			defer close(woken)
			sm.mu.Lock()
			defer sm.mu.Unlock()
			sm.news.Broadcast()
		})
		defer func() {
			if !stop() {
				<-woken
			}
		}()
	}
	sm.mu.Lock()
	defer sm.mu.Unlock()
	if sm.closing {
		return ErrClosed
	}
	j := &job{do: do}
	e := sm.queue.PushBack(j)
	sm.work.Signal()
	for {
		switch {
		case j.state == done:
			return nil
		case j.state == refused:
			return ErrClosed
		case ctx.Err() != nil:
			if j.state == queued {
				sm.queue.Remove(e)
			}
			return ctx.Err()
		}
		sm.news.Wait()
	}
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	return sm.ask(ctx, func(m map[string]any) { m[key] = value })
}

func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	var r struct {
		value any
		found bool
	}
	if err := sm.ask(ctx, func(m map[string]any) { r.value, r.found = m[key] }); err != nil {
		return nil, false, err
	}
	return r.value, r.found, nil
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	return sm.ask(ctx, func(m map[string]any) { delete(m, key) })
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	var n int
	if err := sm.ask(ctx, func(m map[string]any) { n = len(m) }); err != nil {
		return 0, err
	}
	return n, nil
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	var v any
	err := sm.ask(ctx, func(m map[string]any) {
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
	sm.mu.Lock()
	defer sm.mu.Unlock()
	sm.closing = true
	sm.work.Signal()
	for !sm.stopped {
		sm.news.Wait()
	}
	m := sm.m
	sm.m = nil
	return m
}
