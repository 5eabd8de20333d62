// right
// Eight owners share the keys; Count first stops all of them, one after the other in the same order, then adds up and lets them go, so it is one step all the same.
package main

import "hash/maphash"

const owners = 8

// SharedMap has a channel to each owner.
type SharedMap struct {
	shard [owners]chan job
}

type job func(m map[string]any)

var seed = maphash.MakeSeed()

// NewMap returns an empty map.
func NewMap() SharedMap {
	var sm SharedMap
	for i := range sm.shard {
		sm.shard[i] = make(chan job)
	}
	go sm.Run()
	return sm
}

// Run starts seven owners and becomes the eighth.
func (sm SharedMap) Run() {
	for _, jobs := range sm.shard[1:] {
		go own(jobs)
	}
	own(sm.shard[0])
}

func own(jobs <-chan job) {
	m := make(map[string]any)
	for do := range jobs {
		do(m)
	}
}

// ask returns when the owner of key has done it.
func ask[R any](sm SharedMap, key string, do func(m map[string]any) R) R {
	result := make(chan R, 1)
	sm.shard[maphash.String(seed, key)%owners] <- func(m map[string]any) { result <- do(m) }
	return <-result
}

func (sm SharedMap) Set(key string, value any) {
	ask(sm, key, func(m map[string]any) bool {
		m[key] = value
		return true
	})
}

func (sm SharedMap) Get(key string) (any, bool) {
	values := ask(sm, key, func(m map[string]any) []any {
		if value, found := m[key]; found {
			return []any{value}
		}
		return nil
	})
	if len(values) == 0 {
		return nil, false
	}
	return values[0], true
}

func (sm SharedMap) Remove(key string) {
	ask(sm, key, func(m map[string]any) bool {
		delete(m, key)
		return true
	})
}

func (sm SharedMap) Count() int {
	sizes, goOn := make(chan int, owners), make(chan struct{})
	for _, jobs := range sm.shard {
		jobs <- func(m map[string]any) {
			sizes <- len(m)
			<-goOn
		}
	}
	n := 0
	for range owners {
		n += <-sizes
	}
	close(goOn)
	return n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return ask(sm, key, func(m map[string]any) any {
		old, found := m[key]
		value := f(old, found)
		m[key] = value
		return value
	})
}
