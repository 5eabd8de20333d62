// right
// The SharedMap is itself the channel, its commands are functions; Set and Remove return as soon as the owner has taken them.

package main

// SharedMap is the channel through which work reaches the goroutine that owns the map.
type SharedMap chan func(map[string]any)

// NewMap starts the owner of an empty map.
func NewMap() SharedMap {
	sm := make(SharedMap)
	go sm.Run()
	return sm
}

// Run owns the map: nobody else can name it.
func (sm SharedMap) Run() {
	m := map[string]any{}
	for work := range sm {
		work(m)
	}
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm <- func(m map[string]any) { m[key] = value }
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (value any, found bool) {
	read := make(chan struct{})
	sm <- func(m map[string]any) {
		defer close(read)
		value, found = m[key]
	}
	<-read
	return
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm <- func(m map[string]any) { delete(m, key) }
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() (n int) {
	read := make(chan struct{})
	sm <- func(m map[string]any) {
		defer close(read)
		n = len(m)
	}
	<-read
	return
}

// Update stores what f makes of the old value, in one step, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	stored := make(chan struct{})
	sm <- func(m map[string]any) {
		defer close(stored)
		old, found := m[key]
		value = f(old, found)
		m[key] = value
	}
	<-stored
	return
}
