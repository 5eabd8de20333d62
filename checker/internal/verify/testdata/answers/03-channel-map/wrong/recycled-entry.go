// wrong: update
// Update stores its value if the key still has the entry that it read, but Remove recycles entries, and a Set that follows it can be given the same one: then Update overwrites that Set with f of the removed value, so it is not one step for keys that are removed and set again.
package main

// The actions that a command can ask for.
const (
	set = iota
	get
	remove
	count
	swap
)

// entry is one value of one key; a new value gets another entry.
type entry struct {
	value any
	next  *entry // of those that are free
}

// SharedMap is the way to the goroutine that owns the entries.
type SharedMap struct {
	c chan command
}

type command struct {
	key    string
	value  any
	was    *entry // for swap: what the value was made from; nil where there was nothing
	action int
	result chan<- reply
}

type reply struct {
	entry *entry // only to be compared, never looked into: it is the owner's
	value any
	count int
	done  bool
}

// table is what the owner owns.
type table struct {
	m    map[string]*entry
	free *entry // entries of removed keys, for the next who need one
}

func (t *table) put(key string, value any) {
	e := t.free
	if e == nil {
		e = new(entry)
	} else {
		t.free = e.next
	}
	*e = entry{value: value}
	t.m[key] = e
}

func (t *table) drop(key string) {
	if e := t.m[key]; e != nil {
		delete(t.m, key)
		*e = entry{next: t.free}
		t.free = e // bug
	}
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{c: make(chan command)}
	go sm.Run()
	return sm
}

// Run receives the commands and carries them out, one after the other.
func (sm SharedMap) Run() {
	t := table{m: make(map[string]*entry)}
	for cmd := range sm.c {
		switch cmd.action {
		case set:
			t.put(cmd.key, cmd.value)
		case get:
			r := reply{entry: t.m[cmd.key]}
			if r.entry != nil {
				r.value = r.entry.value
			}
			cmd.result <- r
		case remove:
			t.drop(cmd.key)
		case count:
			cmd.result <- reply{count: len(t.m)}
		case swap:
			same := t.m[cmd.key] == cmd.was // bug
			if same {
				t.put(cmd.key, cmd.value)
			}
			cmd.result <- reply{done: same}
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
	return r.value, r.entry != nil
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.c <- command{action: remove, key: key}
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	return sm.ask(command{action: count}).count
}

// Update stores what f makes of what is there, and returns it. The owner does not wait for f:
// the new value is stored if the old one is still there, and made anew if it is not.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	for {
		old := sm.ask(command{action: get, key: key})
		value := f(old.value, old.entry != nil)
		if sm.ask(command{action: swap, key: key, value: value, was: old.entry}).done {
			return value
		}
	}
}
