// wrong: remove
// Removing a key from the owner's trie prunes the way up to the next node that holds something, but takes a stored nil for nothing, so after Set("a", nil), Set("ab", 1), Remove("ab") the key "a" is gone too: not only removed keys are gone.
package main

// node is a place in the trie; the bytes on the way to it spell its key.
type node struct {
	value any
	found bool
	next  map[byte]*node
}

// tree is a trie that knows how many keys it holds.
type tree struct {
	root node
	keys int
}

func (t *tree) find(key string) *node {
	n := &t.root
	for i := 0; i < len(key) && n != nil; i++ {
		n = n.next[key[i]]
	}
	return n
}

func (t *tree) get(key string) (any, bool) {
	if n := t.find(key); n != nil {
		return n.value, n.found
	}
	return nil, false
}

func (t *tree) set(key string, value any) {
	n := &t.root
	for i := 0; i < len(key); i++ {
		child := n.next[key[i]]
		if child == nil {
			if n.next == nil {
				n.next = make(map[byte]*node)
			}
			child = new(node)
			n.next[key[i]] = child
		}
		n = child
	}
	if !n.found {
		t.keys++
	}
	n.value, n.found = value, true
}

// remove empties the node of key, and cuts off what no longer leads to anything.
func (t *tree) remove(key string) {
	n := t.find(key)
	if n == nil || !n.found {
		return
	}
	n.value, n.found = nil, false
	t.keys--

	way := []*node{&t.root}
	for i := 0; i < len(key); i++ {
		way = append(way, way[i].next[key[i]])
	}
	for i := len(key); i > 0; i-- {
		if way[i].value != nil || len(way[i].next) > 0 { // bug
			break
		}
		delete(way[i-1].next, key[i-1])
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
	t := new(tree)
	for job := range sm.jobs {
		job(t)
	}
}

func (sm SharedMap) Set(key string, value any) {
	sm.jobs <- func(t *tree) { t.set(key, value) }
}

func (sm SharedMap) Get(key string) (value any, found bool) {
	sm.ask(func(t *tree) { value, found = t.get(key) })
	return value, found
}

func (sm SharedMap) Remove(key string) {
	sm.jobs <- func(t *tree) { t.remove(key) }
}

func (sm SharedMap) Count() (n int) {
	sm.ask(func(t *tree) { n = t.keys })
	return n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	sm.ask(func(t *tree) {
		value = f(t.get(key))
		t.set(key, value)
	})
	return value
}

// ask has the job done, and returns when it has been.
func (sm SharedMap) ask(job func(t *tree)) {
	done := make(chan struct{})
	sm.jobs <- func(t *tree) {
		job(t)
		close(done)
	}
	<-done
}
