// wrong: run
// Gets of one key share one question to the owner, and its answer may lie in a buffer while a Set is carried out; a Get after that Set still joins the old question and returns the value of before: what is Set can be got.
package main

// The actions that a command can ask for.
const (
	set = iota
	remove
	count
	update
)

// SharedMap is a map with an owner, and a desk before it that takes the Gets.
type SharedMap struct {
	c    chan command
	gets chan question
}

type command struct {
	key    string
	value  any
	action int
	result chan<- any
}

type question struct {
	key    string
	answer chan<- lookup
}

type lookup struct {
	key   string
	value any
	found bool
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{c: make(chan command), gets: make(chan question)}
	go sm.Run()
	return sm
}

// Run receives the commands and carries them out, one after the other; what the desk asks, it answers.
func (sm SharedMap) Run() {
	asked := make(chan string)
	answers := make(chan lookup, 8) // bug
	go desk(sm.gets, asked, answers)
	m := make(map[string]any)
	for {
		select {
		case key := <-asked:
			value, found := m[key]
			answers <- lookup{key, value, found}
		case cmd := <-sm.c:
			switch cmd.action {
			case set:
				m[cmd.key] = cmd.value
			case remove:
				delete(m, cmd.key)
			case count:
				cmd.result <- len(m)
			case update:
				f := cmd.value.(func(old any, found bool) any)
				old, found := m[cmd.key]
				value := f(old, found)
				m[cmd.key] = value
				cmd.result <- value
			}
		}
	}
}

// desk asks the owner once for all who wait for the same key.
func desk(gets <-chan question, ask chan<- string, answers <-chan lookup) {
	waiting := make(map[string][]chan<- lookup)
	var keys []string // still to be asked for
	for {
		var out chan<- string
		var first string
		if len(keys) > 0 {
			out, first = ask, keys[0]
		}
		select {
		case q := <-gets:
			if len(waiting[q.key]) == 0 {
				keys = append(keys, q.key)
			}
			waiting[q.key] = append(waiting[q.key], q.answer)
		case out <- first:
			keys = keys[1:]
		case l := <-answers:
			for _, answer := range waiting[l.key] {
				answer <- l
			}
			delete(waiting, l.key)
		}
	}
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.c <- command{action: set, key: key, value: value}
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	answer := make(chan lookup, 1)
	sm.gets <- question{key, answer}
	l := <-answer
	return l.value, l.found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.c <- command{action: remove, key: key}
}

func (sm SharedMap) ask(cmd command) any {
	result := make(chan any)
	cmd.result = result
	sm.c <- cmd
	return <-result
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	return sm.ask(command{action: count}).(int)
}

// Update stores what f makes of what is there, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(command{action: update, key: key, value: f})
}
