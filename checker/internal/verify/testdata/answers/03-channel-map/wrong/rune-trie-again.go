// wrong: run
// The owner keeps a trie that branches by rune, and every byte that is not valid UTF-8 is the same rune U+FFFD, so Set("\xff", 1) and Set("\xfe", 2) meet in one node and Get("\xff") gives 2: what is Set can not be got.
package main

// node is a place in the trie; the way to it spells its key.
type node struct {
	value any
	found bool
	next  map[rune]*node
}

// tree is a trie that knows how many keys it holds.
type tree struct {
	root node
	keys int
}

// walk goes the way of key, and paves it if asked to. It returns nil where the way ends.
func (t *tree) walk(key string, pave bool) *node {
	n := &t.root
	for _, letter := range key { // bug
		child := n.next[letter]
		if child == nil {
			if !pave {
				return nil
			}
			if n.next == nil {
				n.next = make(map[rune]*node)
			}
			child = new(node)
			n.next[letter] = child
		}
		n = child
	}
	return n
}

func (t *tree) get(key string) (any, bool) {
	if n := t.walk(key, false); n != nil {
		return n.value, n.found
	}
	return nil, false
}

func (t *tree) set(key string, value any) {
	n := t.walk(key, true)
	if !n.found {
		t.keys++
	}
	n.value, n.found = value, true
}

func (t *tree) remove(key string) {
	if n := t.walk(key, false); n != nil && n.found {
		n.value, n.found = nil, false
		t.keys--
	}
}

// SharedMap is a trie that one goroutine owns.
type SharedMap struct {
	jobs chan func(t *tree)
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{make(chan func(t *tree))}
	go sm.Run()
	return sm
}

// Run does the jobs, one after the other.
func (sm SharedMap) Run() {
	var t tree
	for job := range sm.jobs {
		job(&t)
	}
}

// do has the job done, and returns when it has been.
func (sm SharedMap) do(job func(t *tree)) {
	done := make(chan struct{})
	sm.jobs <- func(t *tree) {
		job(t)
		close(done)
	}
	<-done
}

func (sm SharedMap) Set(key string, value any) {
	sm.do(func(t *tree) { t.set(key, value) })
}

func (sm SharedMap) Get(key string) (value any, found bool) {
	sm.do(func(t *tree) { value, found = t.get(key) })
	return value, found
}

func (sm SharedMap) Remove(key string) {
	sm.do(func(t *tree) { t.remove(key) })
}

func (sm SharedMap) Count() (n int) {
	sm.do(func(t *tree) { n = t.keys })
	return n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	sm.do(func(t *tree) {
		value = f(t.get(key))
		t.set(key, value)
	})
	return value
}
