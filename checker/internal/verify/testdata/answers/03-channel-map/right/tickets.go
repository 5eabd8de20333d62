// right
// The owner does not receive commands from a common channel: it gives out private lines, one at a time, and question and answer travel over the same one; f runs on the caller's side.
package main

// line is a talk between two: the caller speaks first.
type line chan any

type (
	put   struct{ key string }
	read  struct{ key string }
	erase struct{ key string }
	size  struct{}
)

// said is a value, or that there is none.
type said struct {
	value any
	found bool
}

// SharedMap is where the owner hands out the lines.
type SharedMap struct {
	lines chan line
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{lines: make(chan line)}
	go sm.Run()
	return sm
}

// Run talks to one caller after the other, with each until they hang up.
func (sm SharedMap) Run() {
	m := map[string]any{}
	for {
		talk := make(line)
		sm.lines <- talk
		for word := range talk {
			switch word := word.(type) {
			case read:
				value, found := m[word.key]
				talk <- said{value, found}
			case put:
				m[word.key] = (<-talk).(said).value
			case erase:
				delete(m, word.key)
			case size:
				talk <- len(m)
			}
		}
	}
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	talk := <-sm.lines
	defer close(talk)
	talk <- put{key}
	talk <- said{value: value}
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	talk := <-sm.lines
	defer close(talk)
	talk <- read{key}
	answer := (<-talk).(said)
	return answer.value, answer.found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	talk := <-sm.lines
	defer close(talk)
	talk <- erase{key}
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	talk := <-sm.lines
	defer close(talk)
	talk <- size{}
	return (<-talk).(int)
}

// Update stores what f makes of what is there, and returns it: one talk, so nobody comes between.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	talk := <-sm.lines
	defer close(talk) // also where f panics
	talk <- read{key}
	old := (<-talk).(said)
	value := f(old.value, old.found)
	talk <- put{key}
	talk <- said{value: value}
	return value
}
