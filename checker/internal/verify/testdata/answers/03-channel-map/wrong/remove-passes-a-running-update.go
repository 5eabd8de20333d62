// wrong: update
// While f of an Update runs at the caller the owner puts all commands off but Remove, which it carries out at once: a Remove comes between read and write, and the removed key returns with a value made of the old one.
package main

const (
	set = iota
	get
	remove
	count
	update
)

// SharedMap is a map that one goroutine owns; the others send it commands.
type SharedMap struct {
	m map[string]any // only Run touches it
	c chan command
}

type command struct {
	key    string
	value  any
	action int
	result chan answerOfMap
	back   chan answerOfMap // what f made of the old value; found is false where f panicked
}

type answerOfMap struct {
	value any
	found bool
}

func NewMap() SharedMap {
	sm := SharedMap{
		m: make(map[string]any),
		c: make(chan command),
	}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	var later []command
	for {
		var cmd command
		if len(later) > 0 {
			cmd, later = later[0], later[1:]
		} else {
			cmd = <-sm.c
		}
		value, found := sm.m[cmd.key]
		switch cmd.action {
		case set:
			sm.m[cmd.key] = cmd.value
		case get:
			cmd.result <- answerOfMap{value, found}
		case remove:
			delete(sm.m, cmd.key)
		case count:
			cmd.result <- answerOfMap{value: len(sm.m)}
		case update:
			cmd.result <- answerOfMap{value, found}
			for lent := true; lent; {
				select {
				case made := <-cmd.back:
					if made.found {
						sm.m[cmd.key] = made.value
					}
					lent = false
				case next := <-sm.c:
					if next.action == remove {
						delete(sm.m, next.key) // nothing to answer, nothing to wait for
					} else {
						later = append(later, next)
					}
				}
			}
		}
	}
}

func (sm SharedMap) Set(key string, value any) {
	sm.c <- command{action: set, key: key, value: value}
}

func (sm SharedMap) Get(key string) (any, bool) {
	result := make(chan answerOfMap)
	sm.c <- command{action: get, key: key, result: result}
	a := <-result
	return a.value, a.found
}

func (sm SharedMap) Remove(key string) {
	sm.c <- command{action: remove, key: key}
}

func (sm SharedMap) Count() int {
	result := make(chan answerOfMap)
	sm.c <- command{action: count, result: result}
	return (<-result).value.(int)
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	cmd := command{action: update, key: key, result: make(chan answerOfMap), back: make(chan answerOfMap)}
	sm.c <- cmd
	a := <-cmd.result
	var made answerOfMap
	defer func() { cmd.back <- made }()
	made.value = f(a.value, a.found)
	made.found = true
	return made.value
}
