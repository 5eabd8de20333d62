// wrong: count
// Count adds up the shards one after the other while the others go on: with a Set in a shard already asked and then a Remove in one not asked yet, it gives a number that the map never had
package main

const shards = 8

type SharedMap struct {
	owners [shards]chan func(m map[string]any)
}

func NewMap() SharedMap {
	var sm SharedMap
	for i := range sm.owners {
		sm.owners[i] = make(chan func(map[string]any))
	}
	sm.Run()
	return sm
}

// Run starts the owners.
func (sm SharedMap) Run() {
	for _, c := range sm.owners {
		go func() {
			m := make(map[string]any)
			for do := range c {
				do(m)
			}
		}()
	}
}

func (sm SharedMap) at(key string) chan<- func(map[string]any) {
	h := uint32(2166136261)
	for _, b := range []byte(key) {
		h = (h ^ uint32(b)) * 16777619
	}
	return sm.owners[h%shards]
}

func run[T any](owner chan<- func(map[string]any), f func(map[string]any) T) T {
	reply := make(chan T, 1)
	owner <- func(m map[string]any) { reply <- f(m) }
	return <-reply
}

func (sm SharedMap) Set(key string, value any) {
	run(sm.at(key), func(m map[string]any) bool { m[key] = value; return true })
}

func (sm SharedMap) Get(key string) (value any, found bool) {
	run(sm.at(key), func(m map[string]any) bool { value, found = m[key]; return true })
	return value, found
}

func (sm SharedMap) Remove(key string) {
	run(sm.at(key), func(m map[string]any) bool { delete(m, key); return true })
}

func (sm SharedMap) Count() int {
	n := 0
	for _, owner := range sm.owners {
		n += run(owner, func(m map[string]any) int { return len(m) })
	}
	return n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return run(sm.at(key), func(m map[string]any) any {
		old, found := m[key]
		m[key] = f(old, found)
		return m[key]
	})
}
