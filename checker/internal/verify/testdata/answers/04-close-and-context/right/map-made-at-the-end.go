// right
// The owner keeps a sorted slice of entries and makes a map of it only as its last message.
package main

import (
	"context"
	"errors"
	"sort"
	"sync"
)

var ErrClosed = errors.New("sharedmap: closed")

const (
	opSet = iota
	opGet
	opRemove
	opCount
	opUpdate
)

type answer struct {
	value any
	found bool
	n     int
}

type command struct {
	op     int
	key    string
	value  any
	f      func(old any, found bool) any
	answer chan answer
}

type SharedMap struct {
	c       chan command
	once    sync.Once
	closing chan struct{}
	gone    chan struct{}
	last    chan map[string]any
}

func NewMap() *SharedMap {
	sm := &SharedMap{
		c:       make(chan command),
		closing: make(chan struct{}),
		gone:    make(chan struct{}),
		last:    make(chan map[string]any, 1),
	}
	go sm.own()
	return sm
}

type entry struct {
	key   string
	value any
}

func (sm *SharedMap) own() {
	defer close(sm.gone)
	var all []entry
	for {
		select {
		case <-sm.closing:
			m := make(map[string]any, len(all))
			for _, e := range all {
				m[e.key] = e.value
			}
			sm.last <- m
			return
		case cmd := <-sm.c:
			i := sort.Search(len(all), func(i int) bool { return all[i].key >= cmd.key })
			found := i < len(all) && all[i].key == cmd.key
			var a answer
			if found {
				a = answer{value: all[i].value, found: true}
			}
			switch cmd.op {
			case opCount:
				a = answer{n: len(all)}
			case opRemove:
				if found {
					all = append(all[:i], all[i+1:]...)
				}
			case opSet, opUpdate:
				if cmd.f != nil {
					cmd.value = cmd.f(a.value, found)
				}
				if !found {
					all = append(all, entry{})
					copy(all[i+1:], all[i:])
				}
				all[i] = entry{cmd.key, cmd.value}
				a.value = cmd.value
			}
			cmd.answer <- a
		}
	}
}

func (sm *SharedMap) ask(ctx context.Context, cmd command) (answer, error) {
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	cmd.answer = make(chan answer, 1)
	select {
	case sm.c <- cmd:
	case <-ctx.Done():
		return answer{}, ctx.Err()
	case <-sm.gone:
		return answer{}, ErrClosed
	}
	select {
	case a := <-cmd.answer:
		return a, nil
	case <-ctx.Done():
		return answer{}, ctx.Err()
	}
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.ask(ctx, command{op: opSet, key: key, value: value})
	return err
}

func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	a, err := sm.ask(ctx, command{op: opGet, key: key})
	return a.value, a.found, err
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, command{op: opRemove, key: key})
	return err
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	a, err := sm.ask(ctx, command{op: opCount})
	return a.n, err
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	a, err := sm.ask(ctx, command{op: opUpdate, key: key, f: f})
	return a.value, err
}

func (sm *SharedMap) Close() map[string]any {
	sm.once.Do(func() { close(sm.closing) })
	<-sm.gone
	select {
	case m := <-sm.last:
		return m
	default:
		return nil
	}
}
