// wrong: deadline
// The lock is handed to the first who waits; one whose context ends just as it is handed the lock leaves without passing it on, and from then on the map serves nobody and Close hangs (a call that waits must be carried out or refused; the map goes on serving others).
package main

import (
	"context"
	"errors"
	"slices"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

// turns lets one at a time in, first come, first served.
type turns struct {
	mu      sync.Mutex
	busy    bool
	waiting []chan struct{}
}

// come returns a channel that is closed when it is the caller's turn.
func (t *turns) come() chan struct{} {
	t.mu.Lock()
	defer t.mu.Unlock()
	turn := make(chan struct{})
	if !t.busy {
		t.busy = true
		close(turn)
	} else {
		t.waiting = append(t.waiting, turn)
	}
	return turn
}

// leave is for one who does not want to wait any longer.
func (t *turns) leave(turn chan struct{}) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if i := slices.Index(t.waiting, turn); i >= 0 { // bug
		t.waiting = slices.Delete(t.waiting, i, i+1)
	}
}

// next gives the turn to the next.
func (t *turns) next() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.waiting) == 0 {
		t.busy = false
		return
	}
	turn := t.waiting[0]
	t.waiting = slices.Delete(t.waiting, 0, 1)
	close(turn)
}

// task is an Update whose turn it is.
type task struct {
	key  string
	f    func(old any, found bool) any
	done chan any
}

// SharedMap is a map for whose turn it is. A goroutine runs the callbacks.
type SharedMap struct {
	turns turns
	m     map[string]any
	tasks chan task

	once   sync.Once
	closed chan struct{} // closed by Close, in its turn, which is the last
	idle   sync.WaitGroup
}

// NewMap starts the goroutine for the callbacks.
func NewMap() *SharedMap {
	sm := &SharedMap{
		m:      make(map[string]any),
		tasks:  make(chan task, 1), // there is one turn at a time
		closed: make(chan struct{}),
	}
	sm.idle.Add(1)
	go sm.work()
	return sm
}

func (sm *SharedMap) work() {
	defer sm.idle.Done()
	for t := range sm.tasks {
		old, found := sm.m[t.key]
		v := t.f(old, found)
		sm.m[t.key] = v
		t.done <- v
		sm.turns.next()
	}
}

// begin waits for the caller's turn.
func (sm *SharedMap) begin(ctx context.Context) error {
	select {
	case <-sm.closed:
		return ErrClosed
	default:
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	turn := sm.turns.come()
	select {
	case <-turn:
		return nil
	case <-sm.closed:
		sm.turns.leave(turn)
		return ErrClosed
	case <-ctx.Done():
		sm.turns.leave(turn)
		return ctx.Err()
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	if err := sm.begin(ctx); err != nil {
		return err
	}
	defer sm.turns.next()
	sm.m[key] = value
	return nil
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	if err := sm.begin(ctx); err != nil {
		return nil, false, err
	}
	defer sm.turns.next()
	value, found = sm.m[key]
	return value, found, nil
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	if err := sm.begin(ctx); err != nil {
		return err
	}
	defer sm.turns.next()
	delete(sm.m, key)
	return nil
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	if err := sm.begin(ctx); err != nil {
		return 0, err
	}
	defer sm.turns.next()
	return len(sm.m), nil
}

// Update stores what f returns for the old value, in one step, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	if err := sm.begin(ctx); err != nil {
		return nil, err
	}
	t := task{key: key, f: f, done: make(chan any, 1)}
	sm.tasks <- t // the turn goes with it
	select {
	case v := <-t.done:
		return v, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Close waits for its turn, and keeps it.
func (sm *SharedMap) Close() (m map[string]any) {
	sm.once.Do(func() {
		<-sm.turns.come()
		close(sm.closed)
		close(sm.tasks)
		sm.idle.Wait()
		m = sm.m
	})
	return m
}
