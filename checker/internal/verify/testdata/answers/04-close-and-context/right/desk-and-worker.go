// right
// Two goroutines: a desk that takes every command at once and keeps the queue, and a worker that has the map; at the end the worker gives the map to the desk and the desk to Close.

package main

import (
	"context"
	"errors"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type answer struct {
	value any
	found bool
	count int
}

// command is something to do with the map, and where the answer goes.
type command struct {
	do    func(m map[string]any) answer
	reply chan answer // one place: the owner never waits for a caller who has left
}

// SharedMap is the way to the desk.
type SharedMap struct {
	desk   chan command
	leave  sync.Once
	quit   chan struct{}
	parcel chan map[string]any // one place
	empty  chan struct{}       // closed when nobody is at the desk any more
}

// NewMap opens the desk.
func NewMap() *SharedMap {
	sm := &SharedMap{
		desk:   make(chan command),
		quit:   make(chan struct{}),
		parcel: make(chan map[string]any, 1),
		empty:  make(chan struct{}),
	}
	go sm.receive()
	return sm
}

// receive is the desk: whoever comes waits in its queue, and it starts and ends the worker.
func (sm *SharedMap) receive() {
	defer close(sm.empty)
	todo := make(chan command)
	result := make(chan map[string]any)
	go work(todo, result)

	var queue []command
	in, quit := sm.desk, sm.quit
	for in != nil || len(queue) > 0 {
		var out chan<- command
		var head command
		if len(queue) > 0 {
			out, head = todo, queue[0]
		}
		select {
		case cmd := <-in:
			queue = append(queue, cmd)
		case out <- head:
			queue = queue[1:]
		case <-quit:
			in, quit = nil, nil
		}
	}
	close(todo)
	sm.parcel <- <-result
}

func work(todo <-chan command, result chan<- map[string]any) {
	m := make(map[string]any)
	for cmd := range todo {
		cmd.reply <- cmd.do(m)
	}
	result <- m
}

func (sm *SharedMap) ask(ctx context.Context, do func(m map[string]any) answer) (answer, error) {
	select {
	case <-ctx.Done():
		return answer{}, ctx.Err()
	case <-sm.quit:
		return answer{}, ErrClosed
	default:
	}
	cmd := command{do, make(chan answer, 1)}
	select {
	case sm.desk <- cmd:
	case <-sm.quit:
		return answer{}, ErrClosed
	case <-ctx.Done():
		return answer{}, ctx.Err()
	}
	select {
	case a := <-cmd.reply:
		return a, nil
	case <-ctx.Done():
		return answer{}, ctx.Err()
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.ask(ctx, func(m map[string]any) answer {
		m[key] = value
		return answer{}
	})
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	a, err := sm.ask(ctx, func(m map[string]any) answer {
		value, found := m[key]
		return answer{value: value, found: found}
	})
	return a.value, a.found, err
}

// Remove deletes key. A key that is not there is no error.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, func(m map[string]any) answer {
		delete(m, key)
		return answer{}
	})
	return err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	a, err := sm.ask(ctx, func(m map[string]any) answer { return answer{count: len(m)} })
	return a.count, err
}

// Update stores what f returns for the old value, in one step, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	a, err := sm.ask(ctx, func(m map[string]any) answer {
		old, found := m[key]
		value := f(old, found)
		m[key] = value
		return answer{value: value}
	})
	return a.value, err
}

// Close closes the desk and waits for the parcel.
func (sm *SharedMap) Close() map[string]any {
	sm.leave.Do(func() { close(sm.quit) })
	<-sm.empty
	select {
	case m := <-sm.parcel:
		return m
	default:
		return nil
	}
}
