// right
// Right: a command in the buffered mailbox is a promise; who sends counts itself in, Close waits until the last sender has left the door, and the owner carries out all that lies in the mailbox before it ends.
package main

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
)

var ErrClosed = errors.New("sharedmap: closed")

const closedBit = 1 << 40

type parcel struct {
	do    func(map[string]any)
	reply chan<- struct{}
}

type SharedMap struct {
	atDoor  atomic.Int64  // senders, and the closed bit
	empty   chan struct{} // is closed when the door is closed and nobody at it
	once    sync.Once
	closing chan struct{}
	mailbox chan parcel
	result  chan map[string]any
	ended   chan struct{}
}

func NewMap() *SharedMap {
	sm := &SharedMap{
		empty: make(chan struct{}), closing: make(chan struct{}), ended: make(chan struct{}),
		mailbox: make(chan parcel, 4), result: make(chan map[string]any, 1),
	}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	defer close(sm.ended)
	m := make(map[string]any)
	for p := range sm.parcels {
		p.do(m)
		close(p.reply)
	}
	sm.result <- m
}

// parcels ends when the door is closed, nobody is at it, and the mailbox is empty.
func (sm *SharedMap) parcels(yield func(parcel) bool) {
	empty := sm.empty
	for {
		select {
		case p := <-sm.mailbox:
			if !yield(p) {
				return
			}
			continue
		case <-empty:
		}
		close(sm.mailbox)
		for p := range sm.mailbox {
			if !yield(p) {
				return
			}
		}
		return
	}
}

func (sm *SharedMap) leaveDoor() {
	if sm.atDoor.Add(-1) == closedBit {
		sm.once.Do(func() { close(sm.empty) })
	}
}

func (sm *SharedMap) send(ctx context.Context, p parcel) error {
	if sm.atDoor.Add(1) > closedBit {
		sm.leaveDoor()
		return ErrClosed
	}
	defer sm.leaveDoor()
	select {
	case sm.mailbox <- p:
		return nil
	case <-sm.closing:
		return ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (sm *SharedMap) ask(ctx context.Context, do func(map[string]any)) (err error) {
	reply := make(chan struct{})
	if err = ctx.Err(); err == nil {
		err = sm.send(ctx, parcel{do, reply})
	}
	if err != nil {
		return
	}
	select {
	case <-reply:
	case <-ctx.Done():
		err = ctx.Err()
	}
	return
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	return sm.ask(ctx, func(m map[string]any) { m[key] = value })
}

func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	v, ok := new(any), new(bool)
	if err := sm.ask(ctx, func(m map[string]any) { *v, *ok = m[key] }); err != nil {
		return nil, false, err
	}
	return *v, *ok, nil
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	return sm.ask(ctx, func(m map[string]any) { delete(m, key) })
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	n := new(int)
	if err := sm.ask(ctx, func(m map[string]any) { *n = len(m) }); err != nil {
		return 0, err
	}
	return *n, nil
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	v := new(any)
	if err := sm.ask(ctx, func(m map[string]any) {
		old, found := m[key]
		*v = f(old, found)
		m[key] = *v
	}); err != nil {
		return nil, err
	}
	return *v, nil
}

func (sm *SharedMap) Close() map[string]any {
	sm.atDoor.Add(1)
	if sm.atDoor.Or(closedBit) < closedBit {
		close(sm.closing)
	}
	sm.leaveDoor()
	<-sm.ended
	select {
	case m := <-sm.result:
		return m
	default:
		return nil
	}
}
