// right
// The owner selects by reflection over a channel for writes and a channel for questions.
package main

import "reflect"

type SharedMap struct {
	m map[string]any
	c chan command
	q chan command
}

type command struct {
	do    func(m map[string]any)
	ended chan struct{}
}

func NewMap() SharedMap {
	sm := SharedMap{map[string]any{}, make(chan command, 4), make(chan command)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	cases := []reflect.SelectCase{
		{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(sm.c)},
		{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(sm.q)},
	}
	for {
		_, v, ok := reflect.Select(cases)
		if !ok {
			return
		}
		c := v.Interface().(command)
		c.do(sm.m)
		close(c.ended)
	}
}

func carryOut(c chan command, do func(m map[string]any)) {
	ended := make(chan struct{})
	c <- command{do, ended}
	<-ended
}

func (sm SharedMap) Set(key string, value any) {
	carryOut(sm.c, func(m map[string]any) { m[key] = value })
}

func (sm SharedMap) Get(key string) (value any, found bool) {
	carryOut(sm.q, func(m map[string]any) { value, found = m[key] })
	return
}

func (sm SharedMap) Remove(key string) { carryOut(sm.c, func(m map[string]any) { delete(m, key) }) }

func (sm SharedMap) Count() (n int) {
	carryOut(sm.q, func(m map[string]any) { n = len(m) })
	return
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	carryOut(sm.c, func(m map[string]any) {
		old, found := m[key]
		value = f(old, found)
		m[key] = value
	})
	return
}
