// wrong: run
// The owner tells a set from an update by the type of what it is sent, so Set(k, f) with a value of type func(any, bool) any calls f and stores its result: what is Set can be got.
package main

// SharedMap is a map that many goroutines use at once, by commands.
type SharedMap struct {
	m map[string]any // only Run touches it
	c chan command
}

// command says by what it carries what is to be done.
type command struct {
	key    string
	value  any // the new value, or the function that makes it of the old; or one of the three below
	result chan<- any
}

type (
	getIt    struct{}
	removeIt struct{}
	countAll struct{}
)

type lookup struct {
	value any
	found bool
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{m: make(map[string]any), c: make(chan command)}
	go sm.Run()
	return sm
}

// Run receives the commands and carries them out, one after the other.
func (sm SharedMap) Run() {
	for cmd := range sm.c {
		old, found := sm.m[cmd.key]
		switch value := cmd.value.(type) {
		case getIt:
			cmd.result <- lookup{old, found}
		case removeIt:
			delete(sm.m, cmd.key)
		case countAll:
			cmd.result <- len(sm.m)
		case func(old any, found bool) any: // bug
			made := value(old, found)
			sm.m[cmd.key] = made
			if cmd.result != nil {
				cmd.result <- made
			}
		default:
			sm.m[cmd.key] = value
		}
	}
}

func (sm SharedMap) ask(key string, what any) any {
	result := make(chan any)
	sm.c <- command{key, what, result}
	return <-result
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.c <- command{key: key, value: value}
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	answer := sm.ask(key, getIt{}).(lookup)
	return answer.value, answer.found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.c <- command{key: key, value: removeIt{}}
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	return sm.ask("", countAll{}).(int)
}

// Update stores what f makes of what is there, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(key, f)
}
