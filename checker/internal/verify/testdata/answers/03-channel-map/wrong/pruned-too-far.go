// wrong: remove
// Keys live in a tree of bytes; Remove prunes upwards while a node has no children and holds nil, so with "foobar" goes a "foo" that holds a stored nil.
package main

const (
	opSet = iota
	opGet
	opRemove
	opCount
	opUpdate
)

type reply struct {
	value any
	found bool
	n     int
}

type command struct {
	op     int
	key    string
	value  any
	f      func(old any, found bool) any
	result chan reply
}

type SharedMap struct {
	c chan command
}

func NewMap() SharedMap {
	sm := SharedMap{c: make(chan command)}
	go sm.Run()
	return sm
}

func (sm SharedMap) ask(cmd command) reply {
	cmd.result = make(chan reply, 1)
	sm.c <- cmd
	return <-cmd.result
}

func (sm SharedMap) Set(key string, value any) { sm.ask(command{op: opSet, key: key, value: value}) }

func (sm SharedMap) Get(key string) (any, bool) {
	r := sm.ask(command{op: opGet, key: key})
	return r.value, r.found
}

func (sm SharedMap) Remove(key string) { sm.ask(command{op: opRemove, key: key}) }

func (sm SharedMap) Count() int { return sm.ask(command{op: opCount}).n }

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(command{op: opUpdate, key: key, f: f}).value
}

type node struct {
	up    *node
	by    byte
	kids  map[byte]*node
	value any
	has   bool
}

func (sm SharedMap) Run() {
	root := &node{}
	find := func(key string, grow bool) *node {
		n := root
		for i := range len(key) {
			kid := n.kids[key[i]]
			if kid == nil {
				if !grow {
					return nil
				}
				if n.kids == nil {
					n.kids = map[byte]*node{}
				}
				kid = &node{up: n, by: key[i]}
				n.kids[key[i]] = kid
			}
			n = kid
		}
		return n
	}
	var count func(n *node) int
	count = func(n *node) (sum int) {
		if n.has {
			sum = 1
		}
		for _, kid := range n.kids {
			sum += count(kid)
		}
		return sum
	}
	for cmd := range sm.c {
		var r reply
		switch cmd.op {
		case opSet:
			n := find(cmd.key, true)
			n.value, n.has = cmd.value, true
		case opGet:
			if n := find(cmd.key, false); n != nil {
				r.value, r.found = n.value, n.has
			}
		case opRemove:
			n := find(cmd.key, false)
			if n == nil || !n.has {
				break
			}
			n.value, n.has = nil, false
			for n.up != nil && len(n.kids) == 0 && n.value == nil {
				delete(n.up.kids, n.by)
				n = n.up
			}
		case opCount:
			r.n = count(root)
		case opUpdate:
			n := find(cmd.key, true)
			r.value = cmd.f(n.value, n.has)
			n.value, n.has = r.value, true
		}
		cmd.result <- r
	}
}
