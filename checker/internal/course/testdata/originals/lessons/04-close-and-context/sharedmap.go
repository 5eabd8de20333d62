package main

import (
	"context"
	"errors"
	"sync/atomic"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

// What a command asks for.
const (
	set = iota
	get
	remove
	count
	update
)

// command is what a caller sends to the goroutine that owns the map.
type command struct {
	action int
	key    string
	value  any
	f      func(old any, found bool) any
	answer chan answer
}

// answer is what the owner sends back.
type answer struct {
	value any
	found bool
	count int
}

// SharedMap is a map that one goroutine owns. All others send it commands.
type SharedMap struct {
	c    chan command        // commands on their way to the owner
	last chan map[string]any // the owner's last message: the map itself

	closing atomic.Bool // Close has begun
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		c:    make(chan command),
		last: make(chan map[string]any),
	}
	go sm.own()
	return sm
}

// own carries out one command after another until there are no more.
// At the end it hands the map itself over.
func (sm *SharedMap) own() {
	m := make(map[string]any)
	for cmd := range sm.c {
		cmd.answer <- carryOut(m, cmd)
	}
	sm.last <- m
}

// carryOut does to m what cmd asks for. Only the owner calls it.
func carryOut(m map[string]any, cmd command) answer {
	var a answer
	switch cmd.action {
	case set:
		m[cmd.key] = cmd.value
	case get:
		a.value, a.found = m[cmd.key]
	case remove:
		delete(m, cmd.key)
	case count:
		a.count = len(m)
	case update:
		old, found := m[cmd.key]
		a.value = cmd.f(old, found)
		m[cmd.key] = a.value
	}
	return a
}

// ask is what the five methods below have in common.
func (sm *SharedMap) ask(ctx context.Context, cmd command) (answer, error) {
	alive := ctx.Err() == nil
	a, err := sm.try(ctx, cmd)
	// TODO(deadline): a call with a deadline ends at that deadline, with the
	// context's error, however busy the map is.
	// 한국어: 마감 시각이 있는 호출은 맵이 아무리 바빠도 그 시각에 컨텍스트의 오류로 끝나야 합니다.
	for alive && errors.Is(err, context.DeadlineExceeded) {
		// The map is only busy: try again, without hurry.
		a, err = sm.try(context.WithoutCancel(ctx), cmd)
	}
	return a, err
}

// try sends one command and waits for its answer.
func (sm *SharedMap) try(ctx context.Context, cmd command) (answer, error) {
	cmd.answer = make(chan answer)

	// TODO(after-close): a call on a closed map returns ErrClosed.
	// 한국어: 닫힌 맵을 호출하면 ErrClosed를 반환해야 합니다.

	// TODO(already-cancelled): a call whose context is dead from the first
	// moment is never carried out. It returns the context's error.
	// 한국어: 처음부터 컨텍스트가 끝나 있는 호출은 실행되지 않고 컨텍스트의 오류를 반환해야 합니다.

	// TODO(waiting-to-send): while the map is busy a caller waits here. When
	// its context ends, it stops waiting and returns the context's error.
	// 한국어: 맵이 바쁘면 호출자는 여기서 기다립니다. 컨텍스트가 끝나면 그만 기다리고
	// 컨텍스트의 오류를 반환해야 합니다.
	sm.c <- cmd

	// TODO(waiting-for-reply): the same while it waits here. The map goes on
	// serving the others, though nobody takes this answer any more.
	// 한국어: 여기서 기다릴 때도 마찬가지입니다. 그 응답을 받을 호출자가 떠난 뒤에도
	// 맵은 다른 호출을 계속 처리해야 합니다.
	return <-cmd.answer, nil
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.ask(ctx, command{action: set, key: key, value: value})
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	a, err := sm.ask(ctx, command{action: get, key: key})
	return a.value, a.found, err
}

// Remove deletes key. A key that is not there is no error.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, command{action: remove, key: key})
	return err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	a, err := sm.ask(ctx, command{action: count})
	return a.count, err
}

// Update stores what f returns for the old value, in one step, and returns it.
// f must not call the map.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	a, err := sm.ask(ctx, command{action: update, key: key, f: f})
	if err == nil && sm.closing.Load() {
		// TODO(nothing-lost): f may take long, and Close may begin meanwhile. What
		// the caller is told must be true all the same.
		// 한국어: f는 오래 걸릴 수 있고, 그사이에 Close가 시작될 수 있습니다.
		// 그래도 호출자에게 알리는 것은 사실이어야 합니다.
		err = ErrClosed
	}
	return a.value, err
}

// Close ends the map and hands it over to the caller, its new owner.
func (sm *SharedMap) Close() map[string]any {
	// TODO(close-twice): Close may be called any number of times, at once too.
	// Each call returns when the map has stopped. One gets the map, the others nil.
	// 한국어: Close는 몇 번이든, 동시에도 부를 수 있어야 합니다. 모든 호출은 맵이 멈춘 뒤에
	// 끝나며, 하나만 맵을 받고 나머지는 nil을 받습니다.

	// TODO(nothing-lost): a call that is on its way while the map closes
	// returns nil or ErrClosed. What was told nil is in the map that Close hands
	// over, what was told ErrClosed is not.
	// 한국어: 맵이 닫히는 동안의 호출은 nil이나 ErrClosed를 반환합니다. nil을 반환한 것은
	// Close가 넘겨주는 맵에 있어야 하고, ErrClosed를 반환한 것은 없어야 합니다.
	sm.closing.Store(true)
	close(sm.c)

	// TODO(stop): Close returns when the owner has ended, with the map.
	// 한국어: Close는 소유자 고루틴이 끝난 뒤에 맵을 반환해야 합니다.
	return nil
}
