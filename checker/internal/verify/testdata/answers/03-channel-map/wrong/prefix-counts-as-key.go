// wrong: reply program
// The trie has a node for each beginning of a key, and Get takes the node for the key, so "foo" is found where only "foo1" was set: a missing key is (nil, false).
package main

// The actions that a command can ask for.
const (
	set = iota
	get
	remove
	count
	update
)

// SharedMap keeps its keys in a trie that one goroutine owns.
type SharedMap struct {
	root *node // only Run touches it
	c    chan command
}

type node struct {
	next  map[byte]*node
	value any
	used  bool // a key ends here
}

type command struct {
	key    string
	value  any
	f      func(old any, found bool) any
	action int
	result chan answer
}

type answer struct {
	value any
	found bool
	count int
}

// find returns the node of key, or nil.
func (n *node) find(key string) *node {
	for i := 0; n != nil && i < len(key); i++ {
		n = n.next[key[i]]
	}
	return n
}

// grow returns the node of key, and makes it where it is missing.
func (n *node) grow(key string) *node {
	for i := range len(key) {
		if n.next == nil {
			n.next = make(map[byte]*node)
		}
		if n.next[key[i]] == nil {
			n.next[key[i]] = new(node)
		}
		n = n.next[key[i]]
	}
	return n
}

func (n *node) put(key string, value any) (added int) {
	n = n.grow(key)
	if !n.used {
		added = 1
	}
	n.value, n.used = value, true
	return added
}

func (n *node) get(key string) (any, bool) {
	n = n.find(key)
	if n == nil {
		return nil, false
	}
	return n.value, n.used || len(n.next) > 0 // bug
}

func NewMap() SharedMap {
	sm := SharedMap{root: new(node), c: make(chan command)}
	go sm.Run()
	return sm
}

// Run carries out the commands, one after the other.
func (sm SharedMap) Run() {
	size := 0
	for cmd := range sm.c {
		switch cmd.action {
		case set:
			size += sm.root.put(cmd.key, cmd.value)
		case get:
			value, found := sm.root.get(cmd.key)
			cmd.result <- answer{value: value, found: found}
		case remove:
			if n := sm.root.find(cmd.key); n != nil && n.used {
				n.value, n.used = nil, false
				size--
			}
		case count:
			cmd.result <- answer{count: size}
		case update:
			value := cmd.f(sm.root.get(cmd.key))
			size += sm.root.put(cmd.key, value)
			cmd.result <- answer{value: value}
		}
	}
}

// ask sends a command and waits for its answer.
func (sm SharedMap) ask(cmd command) answer {
	cmd.result = make(chan answer)
	sm.c <- cmd
	return <-cmd.result
}

func (sm SharedMap) Set(key string, value any) {
	sm.c <- command{action: set, key: key, value: value}
}

func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.ask(command{action: get, key: key})
	return a.value, a.found
}

func (sm SharedMap) Remove(key string) {
	sm.c <- command{action: remove, key: key}
}

func (sm SharedMap) Count() int {
	return sm.ask(command{action: count}).count
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(command{action: update, key: key, f: f}).value
}
