// wrong: no-lock
// explain: data-race slice-append
// The owner's trie notes the way to a removed key in a package-level slice that is used again each time, which is safe as long as one goroutine does it, but every map has an owner: Removes on two maps at once race on the slice, where mixed calls must not race.
package main

// node is a place in the trie; the bytes on the way to it spell its key.
type node struct {
	value any
	found bool
	next  map[byte]*node
}

// way is where remove notes the nodes that it has passed. Only the owner removes, so one slice will do.
var way []*node // bug

// tree is a trie that knows how many keys it holds.
type tree struct {
	root node
	keys int
}

func (t *tree) get(key string) (any, bool) {
	n := &t.root
	for i := 0; i < len(key) && n != nil; i++ {
		n = n.next[key[i]]
	}
	if n == nil {
		return nil, false
	}
	return n.value, n.found
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
	way = append(way[:0], &t.root) // bug
	for i := 0; i < len(key); i++ {
		n := way[i].next[key[i]]
		if n == nil {
			return
		}
		way = append(way, n)
	}
	last := way[len(key)]
	if !last.found {
		return
	}
	last.value, last.found = nil, false
	t.keys--
	for i := len(key); i > 0 && !way[i].found && len(way[i].next) == 0; i-- {
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
