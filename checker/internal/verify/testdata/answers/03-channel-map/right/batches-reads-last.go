// right
// A buffered queue is taken in batches, and of a batch all writes are carried out first, in order, then all reads; each read overlaps with every write of its batch or comes after it.

package main

type command struct {
	write func(m map[string]any)
	read  func(m map[string]any)
	done  chan struct{} // nil where nobody waits
}

const most = 32

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

// Run takes what is there, and carries out the writes before the reads.
func (sm SharedMap) Run() {
	m := make(map[string]any)
	var batch []command
	for first := range sm.queue {
		batch = append(batch[:0], first)
	fill:
		for len(batch) < most {
			select {
			case next := <-sm.queue:
				batch = append(batch, next)
			default:
				break fill
			}
		}
		for _, cmd := range batch {
			if cmd.write != nil {
				cmd.write(m)
				tell(cmd.done)
			}
		}
		for _, cmd := range batch {
			if cmd.read != nil {
				cmd.read(m)
				tell(cmd.done)
			}
		}
		clear(batch)
	}
}

func tell(done chan struct{}) {
	if done != nil {
		close(done)
	}
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.queue <- command{write: func(m map[string]any) { m[key] = value }}
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.queue <- command{write: func(m map[string]any) { delete(m, key) }}
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	var value any
	var found bool
	done := make(chan struct{})
	sm.queue <- command{read: func(m map[string]any) { value, found = m[key] }, done: done}
	<-done
	return value, found
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	var n int
	done := make(chan struct{})
	sm.queue <- command{read: func(m map[string]any) { n = len(m) }, done: done}
	<-done
	return n
}

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	var value any
	done := make(chan struct{})
	sm.queue <- command{write: func(m map[string]any) {
		old, found := m[key]
		value = f(old, found)
		m[key] = value
	}, done: done}
	<-done
	return value
}
