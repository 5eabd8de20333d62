// wrong: count
// Update counts a key as new when its old value is nil, so a key that holds nil is counted twice after Set(k, nil) and Update(k, f): Count is not exact.
package main

// The actions that a command can ask for.
const (
	set = iota
	get
	remove
	count
	update
)

// SharedMap is the way to the goroutine that owns the table.
type SharedMap struct {
	c chan command
}

type command struct {
	key    string
	value  any
	f      func(old any, found bool) any
	action int
	result chan<- reply
}

type reply struct {
	value any
	found bool
	count int
}

// table is a map that can say at once how much is in each of its drawers, and in all of them.
type table struct {
	drawers [16]map[string]any
	n       int
}

func (t *table) drawer(key string) map[string]any {
	h := 0
	for i := 0; i < len(key); i++ {
		h = h*31 + int(key[i])
	}
	d := &t.drawers[uint(h)%16]
	if *d == nil {
		*d = make(map[string]any)
	}
	return *d
}

func (t *table) put(key string, value any) {
	d := t.drawer(key)
	if _, found := d[key]; !found {
		t.n++
	}
	d[key] = value
}

func (t *table) drop(key string) {
	d := t.drawer(key)
	if _, found := d[key]; found {
		t.n--
		delete(d, key)
	}
}

func (t *table) change(key string, f func(old any, found bool) any) any {
	d := t.drawer(key)
	old, found := d[key]
	value := f(old, found)
	if old == nil { // bug
		t.n++
	}
	d[key] = value
	return value
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{c: make(chan command)}
	go sm.Run()
	return sm
}

// Run receives the commands and carries them out, one after the other.
func (sm SharedMap) Run() {
	var t table
	for cmd := range sm.c {
		switch cmd.action {
		case set:
			t.put(cmd.key, cmd.value)
		case get:
			value, found := t.drawer(cmd.key)[cmd.key]
			cmd.result <- reply{value: value, found: found}
		case remove:
			t.drop(cmd.key)
		case count:
			cmd.result <- reply{count: t.n}
		case update:
			cmd.result <- reply{value: t.change(cmd.key, cmd.f)}
		}
	}
}

func (sm SharedMap) ask(cmd command) reply {
	result := make(chan reply)
	cmd.result = result
	sm.c <- cmd
	return <-result
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.c <- command{action: set, key: key, value: value}
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	r := sm.ask(command{action: get, key: key})
	return r.value, r.found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.c <- command{action: remove, key: key}
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	return sm.ask(command{action: count}).count
}

// Update stores what f makes of what is there, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(command{action: update, key: key, f: f}).value
}
