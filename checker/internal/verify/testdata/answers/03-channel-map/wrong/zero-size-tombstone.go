// wrong: run
// A stored pointer to an empty struct (new(struct{})) equals the owner's own mark for "missing", as pointers to zero-size variables may, so Get says (nil, false) for a key that was Set: what is Set can be got.
package main

// SharedMap is the way to the goroutine that owns the map.
type SharedMap struct {
	missing any // an answer that no caller can have stored: nobody else has this pointer
	c       chan command
}

type command struct {
	carryOut func(m map[string]any)
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{
		missing: new(struct{}), // bug
		c:       make(chan command),
	}
	go sm.Run()
	return sm
}

// Run receives the commands and carries them out, one after the other.
func (sm SharedMap) Run() {
	m := make(map[string]any)
	for cmd := range sm.c {
		cmd.carryOut(m)
	}
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.c <- command{func(m map[string]any) { m[key] = value }}
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	result := make(chan any)
	sm.c <- command{func(m map[string]any) {
		if value, found := m[key]; found {
			result <- value
		} else {
			result <- sm.missing
		}
	}}
	answer := <-result
	if answer == sm.missing { // of one type only, so values that are not comparable do no harm
		return nil, false
	}
	return answer, true
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.c <- command{func(m map[string]any) { delete(m, key) }}
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	result := make(chan int)
	sm.c <- command{func(m map[string]any) { result <- len(m) }}
	return <-result
}

// Update stores what f makes of what is there, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	result := make(chan any)
	sm.c <- command{func(m map[string]any) {
		old, found := m[key]
		value := f(old, found)
		m[key] = value
		result <- value
	}}
	return <-result
}
