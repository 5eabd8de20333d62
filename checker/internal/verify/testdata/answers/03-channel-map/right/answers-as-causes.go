// right
// An answer travels as the cause of a cancelled context; the commands know how to carry themselves out.
package main

import "context"

type SharedMap struct {
	m map[string]any
	c chan command
}

type command interface{ apply(m map[string]any) answer }

type answer struct {
	value any
	found bool
	n     int
}

func (answer) Error() string { return "answer" }

type asked struct {
	command
	done context.CancelCauseFunc
}

type (
	setting struct {
		key   string
		value any
	}
	getting  struct{ key string }
	removing struct{ key string }
	counting struct{}
	updating struct {
		key string
		f   func(any, bool) any
	}
)

func (s setting) apply(m map[string]any) answer { m[s.key] = s.value; return answer{} }
func (g getting) apply(m map[string]any) answer {
	v, ok := m[g.key]
	return answer{value: v, found: ok}
}
func (r removing) apply(m map[string]any) answer { delete(m, r.key); return answer{} }
func (counting) apply(m map[string]any) answer   { return answer{n: len(m)} }
func (u updating) apply(m map[string]any) answer {
	old, ok := m[u.key]
	m[u.key] = u.f(old, ok)
	return answer{value: m[u.key]}
}

func NewMap() SharedMap {
	sm := SharedMap{m: map[string]any{}, c: make(chan command)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	for c := range sm.c {
		a := c.(asked)
		a.done(a.apply(sm.m))
	}
}

func (sm SharedMap) ask(c command) answer {
	ctx, done := context.WithCancelCause(context.Background())
	sm.c <- asked{c, done}
	<-ctx.Done()
	return context.Cause(ctx).(answer)
}

func (sm SharedMap) Set(key string, value any) { sm.ask(setting{key, value}) }
func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.ask(getting{key})
	return a.value, a.found
}
func (sm SharedMap) Remove(key string) { sm.ask(removing{key}) }
func (sm SharedMap) Count() int        { return sm.ask(counting{}).n }
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(updating{key, f}).value
}
