// right
// Four maps with an owner each; a key's hash chooses the owner, and Count holds all of them while it adds up.
package main

import "hash/fnv"

type job func(m map[string]any)

type SharedMap struct {
	shards []chan job
}

func NewMap() SharedMap {
	sm := SharedMap{shards: make([]chan job, 4)}
	for i := range sm.shards {
		sm.shards[i] = make(chan job, 16)
	}
	sm.Run()
	return sm
}

// Run starts the owners.
func (sm SharedMap) Run() {
	for _, jobs := range sm.shards {
		go func() {
			m := map[string]any{}
			for j := range jobs {
				j(m)
			}
		}()
	}
}

func (sm SharedMap) ask(shard chan job, j job) {
	done := make(chan struct{})
	shard <- func(m map[string]any) {
		defer close(done)
		j(m)
	}
	<-done
}

func (sm SharedMap) of(key string) chan job {
	h := fnv.New32a()
	h.Write([]byte(key))
	return sm.shards[h.Sum32()%uint32(len(sm.shards))]
}

func (sm SharedMap) Set(key string, value any) {
	sm.ask(sm.of(key), func(m map[string]any) { m[key] = value })
}

func (sm SharedMap) Get(key string) (value any, found bool) {
	sm.ask(sm.of(key), func(m map[string]any) { value, found = m[key] })
	return value, found
}

func (sm SharedMap) Remove(key string) {
	sm.ask(sm.of(key), func(m map[string]any) { delete(m, key) })
}

// Count holds all shards at one and the same moment: in the same order as every other Count.
func (sm SharedMap) Count() int {
	n, counted := 0, make(chan struct{})
	for _, shard := range sm.shards {
		held := make(chan int)
		shard <- func(m map[string]any) {
			held <- len(m)
			<-counted
		}
		n += <-held
	}
	close(counted)
	return n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	sm.ask(sm.of(key), func(m map[string]any) {
		old, found := m[key]
		value = f(old, found)
		m[key] = value
	})
	return value
}
