// wrong: remove
// When Remove prunes the trie it takes a place without a value for an empty one, so removing "abc" also cuts off "ab" where that holds nil, and Get("ab") is (nil, false) instead of (nil, true).
package main

// trie is a tree of keys, a byte a step.
type trie struct {
	next  map[byte]*trie
	value any
	found bool
}

// find returns the place of key, or nil.
func (t *trie) find(key string) *trie {
	for i := 0; t != nil && i < len(key); i++ {
		t = t.next[key[i]]
	}
	return t
}

func (t *trie) put(key string, value any) {
	for i := range len(key) {
		if t.next == nil {
			t.next = make(map[byte]*trie)
		}
		if t.next[key[i]] == nil {
			t.next[key[i]] = new(trie)
		}
		t = t.next[key[i]]
	}
	t.value, t.found = value, true
}

// drop removes key, and the branches that nothing hangs on any more.
func (t *trie) drop(key string) {
	if key == "" {
		t.value, t.found = nil, false
		return
	}
	below := t.next[key[0]]
	if below == nil {
		return
	}
	below.drop(key[1:])
	if below.value == nil && len(below.next) == 0 { // bug
		delete(t.next, key[0])
	}
}

func (t *trie) count() int {
	n := 0
	if t.found {
		n = 1
	}
	for _, below := range t.next {
		n += below.count()
	}
	return n
}

// SharedMap is the way to the goroutine that owns the trie.
type SharedMap struct {
	c chan func(*trie)
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{c: make(chan func(*trie))}
	go sm.Run()
	return sm
}

// Run carries out what it is sent, one after the other.
func (sm SharedMap) Run() {
	root := new(trie)
	for do := range sm.c {
		do(root)
	}
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.c <- func(root *trie) { root.put(key, value) }
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (value any, found bool) {
	done := make(chan struct{})
	sm.c <- func(root *trie) {
		if t := root.find(key); t != nil {
			value, found = t.value, t.found
		}
		close(done)
	}
	<-done
	return value, found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.c <- func(root *trie) { root.drop(key) }
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	result := make(chan int)
	sm.c <- func(root *trie) { result <- root.count() }
	return <-result
}

// Update stores what f makes of what is there, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	result := make(chan any)
	sm.c <- func(root *trie) {
		var old trie
		if t := root.find(key); t != nil {
			old = *t
		}
		value := f(old.value, old.found)
		root.put(key, value)
		result <- value
	}
	return <-result
}
