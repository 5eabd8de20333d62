// right
// Neither sync nor sync/atomic: a reader takes one of 16 seats in a buffered channel, a writer goes through a door and takes all the seats, and the ids for Move come out of a channel too.
package main

const seats = 16

type MutexMap struct {
	id   uint64
	seat chan struct{} // full: a writer is alone, or 16 readers are inside
	door chan struct{} // one writer at a time collects seats
	m    map[string]any
}

var nextID = func() chan uint64 {
	c := make(chan uint64, 1)
	c <- 0
	return c
}()

func NewMutexMap() *MutexMap {
	id := <-nextID
	nextID <- id + 1
	return &MutexMap{
		id:   id,
		seat: make(chan struct{}, seats),
		door: make(chan struct{}, 1),
		m:    make(map[string]any),
	}
}

func (m *MutexMap) sit()   { m.seat <- struct{}{} }
func (m *MutexMap) stand() { <-m.seat }

func (m *MutexMap) occupy() {
	m.door <- struct{}{}
	for range seats {
		m.sit()
	}
}

func (m *MutexMap) vacate() {
	for range seats {
		m.stand()
	}
	<-m.door
}

func (m *MutexMap) Set(key string, value any) {
	m.occupy()
	defer m.vacate()
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (value any, found bool) {
	m.View(key, func(v any, ok bool) { value, found = v, ok })
	return value, found
}

func (m *MutexMap) Remove(key string) {
	m.occupy()
	defer m.vacate()
	delete(m.m, key)
}

func (m *MutexMap) Count() int {
	m.sit()
	defer m.stand()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.occupy()
	defer m.vacate()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.sit()
	defer m.stand()
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	type pair struct {
		key   string
		value any
	}
	m.sit()
	pairs := make([]pair, 0, len(m.m))
	for key, value := range m.m {
		pairs = append(pairs, pair{key, value})
	}
	m.stand()
	for _, p := range pairs {
		if !f(p.key, p.value) {
			return
		}
	}
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	first, second := from, to
	if first.id > second.id {
		first, second = second, first
	}
	first.occupy()
	defer first.vacate()
	second.occupy()
	defer second.vacate()
	value, found := from.m[key]
	if found {
		delete(from.m, key)
		to.m[key] = value
	}
	return found
}
