// wrong: update
// While an Update of an existing key is running its f, the key is out of the map, and a Count meanwhile is one too small, though the key is there before and after: Count is not exact.
package main

// The actions that a command can ask for.
const (
	set = iota
	get
	remove
	count
	checkout
	checkin
)

// SharedMap is the way to the goroutine that owns the map.
type SharedMap struct {
	c chan command
}

type command struct {
	key    string
	value  any
	found  bool // for checkin: whether there is a value to bring back
	action int
	result chan<- reply
}

type reply struct {
	value any
	found bool
	count int
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{c: make(chan command)}
	go sm.Run()
	return sm
}

// Run receives the commands and carries them out. A value that an Update works on is lent to it,
// and what is asked of its key meanwhile waits until it is back.
func (sm SharedMap) Run() {
	m := make(map[string]any)
	lent := make(map[string][]command)
	for cmd := range sm.c {
		if cmd.action == count {
			cmd.result <- reply{count: len(m)} // bug
			continue
		}
		waiting, out := lent[cmd.key]
		if out && cmd.action != checkin {
			lent[cmd.key] = append(waiting, cmd)
			continue
		}
		for todo := append([]command{cmd}, waiting...); len(todo) > 0; todo = todo[1:] {
			cmd := todo[0]
			delete(lent, cmd.key)
			value, found := m[cmd.key]
			switch cmd.action {
			case set:
				m[cmd.key] = cmd.value
			case remove:
				delete(m, cmd.key)
			case checkout:
				delete(m, cmd.key)
				lent[cmd.key] = todo[1:]
			case checkin:
				if cmd.found {
					m[cmd.key] = cmd.value
				}
			}
			cmd.result <- reply{value: value, found: found}
			if cmd.action == checkout {
				break
			}
		}
	}
}

func (sm SharedMap) ask(cmd command) reply {
	result := make(chan reply, 1)
	cmd.result = result
	sm.c <- cmd
	return <-result
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.ask(command{action: set, key: key, value: value})
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	r := sm.ask(command{action: get, key: key})
	return r.value, r.found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.ask(command{action: remove, key: key})
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	return sm.ask(command{action: count}).count
}

// Update stores what f makes of what is there, and returns it. Only this key waits for f.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	old := sm.ask(command{action: checkout, key: key})
	back := command{action: checkin, key: key, value: old.value, found: old.found}
	defer func() { sm.ask(back) }() // where f panics, the old value goes back
	back.value = f(old.value, old.found)
	back.found = true
	return back.value
}
