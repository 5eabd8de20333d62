// wrong: run
// The owner keeps a trie by runes, and ranging over a string makes every byte that is not UTF-8 the same U+FFFD, so the keys "\xfe" and "\xff" are one: what is Set under a key can be got under it until that key is changed.
package main

// trie is a tree of keys, a rune a step.
type trie struct {
	next  map[rune]*trie
	value any
	found bool
}

// SharedMap is the way to the goroutine that owns the trie.
type SharedMap struct {
	c chan func(*owned)
}

type owned struct {
	root trie
	size int
}

// at returns the place of key, made where it is missing.
func (o *owned) at(key string) *trie {
	t := &o.root
	for _, r := range key { // bug
		if t.next == nil {
			t.next = make(map[rune]*trie)
		}
		if t.next[r] == nil {
			t.next[r] = new(trie)
		}
		t = t.next[r]
	}
	return t
}

func (o *owned) put(key string, value any) {
	t := o.at(key)
	if !t.found {
		o.size++
	}
	t.value, t.found = value, true
}

func (o *owned) drop(key string) {
	t := o.at(key)
	if t.found {
		o.size--
	}
	t.value, t.found = nil, false
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{c: make(chan func(*owned))}
	go sm.Run()
	return sm
}

// Run carries out what it is sent, one after the other.
func (sm SharedMap) Run() {
	o := new(owned)
	for do := range sm.c {
		do(o)
	}
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.c <- func(o *owned) { o.put(key, value) }
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	result := make(chan trie)
	sm.c <- func(o *owned) {
		t := o.at(key)
		result <- trie{value: t.value, found: t.found}
	}
	answer := <-result
	return answer.value, answer.found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.c <- func(o *owned) { o.drop(key) }
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	result := make(chan int)
	sm.c <- func(o *owned) { result <- o.size }
	return <-result
}

// Update stores what f makes of what is there, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	result := make(chan any)
	sm.c <- func(o *owned) {
		t := o.at(key)
		value := f(t.value, t.found)
		o.put(key, value)
		result <- value
	}
	return <-result
}
