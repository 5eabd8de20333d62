// right
// The owner keeps an immutable binary trie and offers its root on a second channel in the same select: Get and Count take a root and look for themselves.
package main

import "hash/maphash"

var trieSeed = maphash.MakeSeed()

// trieNode is never changed after it was made. A leaf has entries, an inner node has kids.
type trieNode struct {
	size    int
	kids    *[2]*trieNode
	entries []trieEntry
}

type trieEntry struct {
	key   string
	hash  uint64
	value any
}

func (n *trieNode) find(key string) (any, bool) {
	hash := maphash.String(trieSeed, key)
	for rest := hash; n.kids != nil; rest >>= 1 {
		n = n.kids[rest&1]
	}
	for _, e := range n.entries {
		if e.key == key {
			return e.value, true
		}
	}
	return nil, false
}

// change returns a trie that has e instead of what is under its key, or nothing where e is nil.
func (n *trieNode) change(key string, hash uint64, e *trieEntry, depth uint) *trieNode {
	if n.kids != nil {
		kids := *n.kids
		bit := hash >> depth & 1
		kids[bit] = kids[bit].change(key, hash, e, depth+1)
		return &trieNode{size: kids[0].size + kids[1].size, kids: &kids}
	}
	entries := make([]trieEntry, 0, len(n.entries)+1)
	for _, old := range n.entries {
		if old.key != key {
			entries = append(entries, old)
		}
	}
	if e != nil {
		entries = append(entries, *e)
	}
	if len(entries) <= 8 || depth >= 60 {
		return &trieNode{size: len(entries), entries: entries}
	}
	var halves [2][]trieEntry
	for _, e := range entries {
		bit := e.hash >> depth & 1
		halves[bit] = append(halves[bit], e)
	}
	return &trieNode{size: len(entries), kids: &[2]*trieNode{
		{size: len(halves[0]), entries: halves[0]},
		{size: len(halves[1]), entries: halves[1]},
	}}
}

func (n *trieNode) with(key string, value any) *trieNode {
	hash := maphash.String(trieSeed, key)
	return n.change(key, hash, &trieEntry{key, hash, value}, 0)
}

func (n *trieNode) without(key string) *trieNode {
	return n.change(key, maphash.String(trieSeed, key), nil, 0)
}

type SharedMap struct {
	changes chan func(*trieNode) *trieNode
	roots   chan *trieNode
}

func NewMap() SharedMap {
	sm := SharedMap{make(chan func(*trieNode) *trieNode), make(chan *trieNode)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	root := new(trieNode)
	for {
		select {
		case change := <-sm.changes:
			root = change(root)
		case sm.roots <- root:
		}
	}
}

func (sm SharedMap) Set(key string, value any) {
	sm.changes <- func(n *trieNode) *trieNode { return n.with(key, value) }
}

func (sm SharedMap) Get(key string) (any, bool) {
	return (<-sm.roots).find(key)
}

func (sm SharedMap) Remove(key string) {
	sm.changes <- func(n *trieNode) *trieNode { return n.without(key) }
}

func (sm SharedMap) Count() int {
	return (<-sm.roots).size
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	made := make(chan any, 1)
	sm.changes <- func(n *trieNode) *trieNode {
		value := f(n.find(key))
		made <- value
		return n.with(key, value)
	}
	return <-made
}
