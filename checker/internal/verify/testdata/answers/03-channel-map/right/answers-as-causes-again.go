// right
// An answer is the cause with which the owner cancels the caller's context: Done says that it is there, context.Cause says what it is; the mailbox holds 64 commands, in order.
package main

import (
	"context"
	"fmt"
)

// answer is an error only by name.
type answer struct {
	value any
	found bool
}

func (a *answer) Error() string { return fmt.Sprint(a.value, a.found) }

type command struct {
	do    func(m map[string]any) *answer
	reply context.CancelCauseFunc
}

// SharedMap is a mailbox.
type SharedMap struct{ mailbox chan command }

// NewMap returns an empty map.
func NewMap() SharedMap {
	sm := SharedMap{make(chan command, 64)}
	go sm.Run()
	return sm
}

// Run empties the mailbox.
func (sm SharedMap) Run() {
	m := make(map[string]any)
	for cmd := range sm.mailbox {
		cmd.reply(cmd.do(m))
	}
}

func (sm SharedMap) ask(do func(m map[string]any) *answer) *answer {
	ctx, reply := context.WithCancelCause(context.Background())
	sm.mailbox <- command{do, reply}
	<-ctx.Done()
	return context.Cause(ctx).(*answer)
}

func (sm SharedMap) tell(do func(m map[string]any)) {
	sm.mailbox <- command{
		func(m map[string]any) *answer {
			do(m)
			return nil
		},
		func(error) {},
	}
}

func (sm SharedMap) Set(key string, value any) {
	sm.tell(func(m map[string]any) { m[key] = value })
}

func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.ask(func(m map[string]any) *answer {
		value, found := m[key]
		return &answer{value, found}
	})
	return a.value, a.found
}

func (sm SharedMap) Remove(key string) {
	sm.tell(func(m map[string]any) { delete(m, key) })
}

func (sm SharedMap) Count() int {
	return sm.ask(func(m map[string]any) *answer { return &answer{value: len(m)} }).value.(int)
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(func(m map[string]any) *answer {
		old, found := m[key]
		m[key] = f(old, found)
		return &answer{value: m[key]}
	}).value
}
