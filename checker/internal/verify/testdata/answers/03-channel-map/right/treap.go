// right
// No Go map at all: the owner holds out the root of an immutable tree, readers take it and look for themselves, and a writer sends a function from the old tree to the new.
package main

import "hash/fnv"

// node is a tree that never changes: a treap, ordered by key, a heap by the hash of the key.
type node struct {
	key         string
	value       any
	weight      uint32
	size        int
	left, right *node
}

func (n *node) len() int {
	if n == nil {
		return 0
	}
	return n.size
}

// over returns a copy of n over other children.
func (n *node) over(left, right *node) *node {
	return &node{n.key, n.value, n.weight, left.len() + right.len() + 1, left, right}
}

// split returns what is before key and what is behind it; key itself is in neither.
func (n *node) split(key string) (before, behind *node) {
	switch {
	case n == nil:
		return nil, nil
	case n.key < key:
		l, r := n.right.split(key)
		return n.over(n.left, l), r
	case n.key > key:
		l, r := n.left.split(key)
		return l, n.over(r, n.right)
	}
	return n.left, n.right
}

// join puts two trees together, all of before being before all of behind.
func join(before, behind *node) *node {
	switch {
	case before == nil:
		return behind
	case behind == nil:
		return before
	case before.weight > behind.weight:
		return before.over(before.left, join(before.right, behind))
	}
	return behind.over(join(before, behind.left), behind.right)
}

func (n *node) with(key string, value any) *node {
	h := fnv.New32a()
	h.Write([]byte(key))
	before, behind := n.split(key)
	return join(join(before, &node{key: key, value: value, weight: h.Sum32(), size: 1}), behind)
}

func (n *node) without(key string) *node { return join(n.split(key)) }

func (n *node) find(key string) (any, bool) {
	for n != nil {
		switch {
		case key < n.key:
			n = n.left
		case key > n.key:
			n = n.right
		default:
			return n.value, true
		}
	}
	return nil, false
}

// SharedMap is a sequence of trees, of which the last one counts.
type SharedMap struct {
	now  chan *node
	next chan func(*node) *node
}

// NewMap returns an empty map, and starts the goroutine that owns the root.
func NewMap() SharedMap {
	sm := SharedMap{make(chan *node), make(chan func(*node) *node)}
	go sm.Run()
	return sm
}

// Run holds out the tree of now, and makes the next one when asked to.
func (sm SharedMap) Run() {
	var root *node
	for {
		select {
		case sm.now <- root:
		case change := <-sm.next:
			root = change(root)
		}
	}
}

func (sm SharedMap) Set(key string, value any) {
	sm.next <- func(root *node) *node { return root.with(key, value) }
}

func (sm SharedMap) Get(key string) (any, bool) { return (<-sm.now).find(key) }

func (sm SharedMap) Remove(key string) {
	sm.next <- func(root *node) *node { return root.without(key) }
}

func (sm SharedMap) Count() int { return (<-sm.now).len() }

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	result := make(chan any, 1)
	sm.next <- func(root *node) *node {
		value := f(root.find(key))
		result <- value
		return root.with(key, value)
	}
	return <-result
}
