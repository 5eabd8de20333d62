// right
// The owner keeps an immutable trie: readers are given the root and look things up themselves, as nothing they can reach is ever written; writers hand in a function from trie to trie.
package main

// trie is never written after it was made.
type trie struct {
	size  int
	value any
	found bool
	next  map[byte]*trie
}

func (t *trie) at(key string) *trie {
	for ; t != nil && key != ""; key = key[1:] {
		t = t.next[key[0]]
	}
	return t
}

func (t *trie) lookup(key string) (any, bool) {
	if t = t.at(key); t != nil {
		return t.value, t.found
	}
	return nil, false
}

// put gives a trie in which key has value, or, where found is false, has none.
func (t *trie) put(key string, value any, found bool) *trie {
	var n trie
	if t != nil {
		n = *t
	}
	if key == "" {
		if n.found {
			n.size--
		}
		if found {
			n.size++
		}
		n.value, n.found = value, found
	} else {
		kids := make(map[byte]*trie, len(n.next)+1)
		for b, kid := range n.next {
			kids[b] = kid
			if b == key[0] {
				n.size -= kid.size
			}
		}
		kid := kids[key[0]].put(key[1:], value, found)
		if kids[key[0]] = kid; kid == nil {
			delete(kids, key[0])
		} else {
			n.size += kid.size
		}
		n.next = kids
	}
	if n.size == 0 {
		return nil
	}
	return &n
}

func (t *trie) count() int {
	if t == nil {
		return 0
	}
	return t.size
}

type SharedMap struct {
	versions chan *trie               // the newest one, for whoever asks
	writes   chan func(t *trie) *trie // acknowledged by the next version
}

func NewMap() SharedMap {
	sm := SharedMap{make(chan *trie), make(chan func(*trie) *trie)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	var t *trie
	for {
		select {
		case sm.versions <- t:
		case next := <-sm.writes:
			t = next(t)
		}
	}
}

func (sm SharedMap) Set(key string, value any) {
	sm.writes <- func(t *trie) *trie { return t.put(key, value, true) }
}

func (sm SharedMap) Get(key string) (any, bool) { return (<-sm.versions).lookup(key) }

func (sm SharedMap) Remove(key string) {
	sm.writes <- func(t *trie) *trie { return t.put(key, nil, false) }
}

func (sm SharedMap) Count() int { return (<-sm.versions).count() }

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	value := make(chan any, 1)
	sm.writes <- func(t *trie) *trie {
		v := f(t.lookup(key))
		value <- v
		return t.put(key, v, true)
	}
	return <-value
}
