// wrong: run
// The owner takes waiting commands in batches and answers their reads before their writes, though the Set in front of a Get has returned already: what is Set can be got.

package main

type command struct {
	write bool
	do    func(m map[string]any)
	done  chan struct{} // nil where nobody waits
}

const most = 16

// SharedMap is a map whose owner works in batches.
type SharedMap struct {
	queue chan command
}

// NewMap starts the owner of an empty map.
func NewMap() SharedMap {
	sm := SharedMap{make(chan command, most)}
	go sm.Run()
	return sm
}

// Run takes what is there; those who wait for an answer come first.
func (sm SharedMap) Run() {
	m := make(map[string]any)
	for first := range sm.queue {
		batch := []command{first}
		for n := len(sm.queue); n > 0; n-- {
			batch = append(batch, <-sm.queue)
		}
		for _, writes := range []bool{false, true} {
			for _, cmd := range batch {
				if cmd.write != writes {
					continue
				}
				cmd.do(m)
				if cmd.done != nil {
					close(cmd.done)
				}
			}
		}
	}
}

func (sm SharedMap) wait(write bool, do func(m map[string]any)) {
	done := make(chan struct{})
	sm.queue <- command{write, do, done}
	<-done
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.queue <- command{write: true, do: func(m map[string]any) { m[key] = value }}
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.queue <- command{write: true, do: func(m map[string]any) { delete(m, key) }}
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (value any, found bool) {
	sm.wait(false, func(m map[string]any) { value, found = m[key] })
	return value, found
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() (n int) {
	sm.wait(false, func(m map[string]any) { n = len(m) })
	return n
}

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	sm.wait(true, func(m map[string]any) {
		old, found := m[key]
		value = f(old, found)
		m[key] = value
	})
	return value
}
