// right
// The owner holds the root of an immutable tree and offers it all the time; Get and Count take the root and look for themselves.
package main

// node is a node of a treap. Once it is made nobody changes it.
type node struct {
	key         string
	value       any
	weight      uint32
	size        int
	left, right *node
}

func weigh(key string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(key); i++ {
		h = (h ^ uint32(key[i])) * 16777619
	}
	h ^= h >> 15
	h *= 0x2c1b3c6d
	return h ^ h>>12
}

func (n *node) count() int {
	if n == nil {
		return 0
	}
	return n.size
}

func (n *node) with(left, right *node) *node {
	return &node{n.key, n.value, n.weight, left.count() + 1 + right.count(), left, right}
}

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

// split parts the tree in the keys below key and those above; key itself is dropped.
func (n *node) split(key string) (below, above *node) {
	switch {
	case n == nil:
		return nil, nil
	case key < n.key:
		below, above = n.left.split(key)
		return below, n.with(above, n.right)
	case key > n.key:
		below, above = n.right.split(key)
		return n.with(n.left, below), above
	}
	return n.left, n.right
}

func join(a, b *node) *node {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	case a.weight >= b.weight:
		return a.with(a.left, join(a.right, b))
	}
	return b.with(join(a, b.left), b.right)
}

func (n *node) put(key string, value any) *node {
	below, above := n.split(key)
	one := &node{key: key, value: value, weight: weigh(key), size: 1}
	return join(join(below, one), above)
}

func (n *node) without(key string) *node {
	return join(n.split(key))
}

// SharedMap gives the present tree away, and takes what makes the next one.
type SharedMap struct {
	now  chan *node
	next chan func(*node) *node
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{make(chan *node), make(chan func(*node) *node)}
	go sm.Run()
	return sm
}

// Run owns the root, the only thing here that changes.
func (sm SharedMap) Run() {
	var root *node
	for {
		select {
		case sm.now <- root:
		case next := <-sm.next:
			root = next(root)
		}
	}
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.next <- func(root *node) *node { return root.put(key, value) }
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) { return (<-sm.now).find(key) }

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.next <- func(root *node) *node {
		if _, found := root.find(key); !found {
			return root
		}
		return root.without(key)
	}
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int { return (<-sm.now).count() }

// Update stores what f makes of what is there, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	made := make(chan any, 1)
	sm.next <- func(root *node) *node {
		value := f(root.find(key))
		made <- value
		return root.put(key, value)
	}
	return <-made
}
