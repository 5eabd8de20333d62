// wrong: remove
// The owner keeps an open-addressed table, and a removal just empties its slot: keys that had stepped past that slot at their Set are lost with it.
package main

import "hash/fnv"

const (
	set = iota
	get
	remove
	count
	update
)

// SharedMap is a map that one goroutine owns; the others send it commands.
type SharedMap struct {
	m *tableOfMap // only Run touches it
	c chan command
}

type command struct {
	key    string
	value  any
	action int
	f      func(old any, found bool) any
	result chan answerOfMap
}

type answerOfMap struct {
	value any
	found bool
}

func NewMap() SharedMap {
	sm := SharedMap{
		m: newTableOfMap(4096),
		c: make(chan command),
	}
	go sm.Run()
	return sm
}

// tableOfMap is a hash table with linear probing, never more than half full.
type tableOfMap struct {
	slots []slotOfMap
	n     int
}

type slotOfMap struct {
	key   string
	value any
	used  bool
}

func newTableOfMap(size int) *tableOfMap {
	return &tableOfMap{slots: make([]slotOfMap, size)}
}

// slot returns the slot that holds key, or the free one where it belongs.
func (t *tableOfMap) slot(key string) *slotOfMap {
	h := fnv.New64a()
	h.Write([]byte(key))
	i := h.Sum64() % uint64(len(t.slots))
	for t.slots[i].used && t.slots[i].key != key {
		i = (i + 1) % uint64(len(t.slots))
	}
	return &t.slots[i]
}

func (t *tableOfMap) get(key string) (any, bool) {
	s := t.slot(key)
	return s.value, s.used
}

func (t *tableOfMap) set(key string, value any) {
	s := t.slot(key)
	if s.used {
		s.value = value
		return
	}
	*s = slotOfMap{key, value, true}
	t.n++
	if 2*t.n < len(t.slots) {
		return
	}
	bigger := newTableOfMap(2 * len(t.slots))
	for _, s := range t.slots {
		if s.used {
			bigger.set(s.key, s.value)
		}
	}
	*t = *bigger
}

func (t *tableOfMap) remove(key string) {
	s := t.slot(key)
	if s.used {
		*s = slotOfMap{}
		t.n--
	}
}

func (sm SharedMap) Run() {
	for cmd := range sm.c {
		switch cmd.action {
		case set:
			sm.m.set(cmd.key, cmd.value)
		case get:
			value, found := sm.m.get(cmd.key)
			cmd.result <- answerOfMap{value, found}
		case remove:
			sm.m.remove(cmd.key)
		case count:
			cmd.result <- answerOfMap{value: sm.m.n}
		case update:
			value := cmd.f(sm.m.get(cmd.key))
			sm.m.set(cmd.key, value)
			cmd.result <- answerOfMap{value, true}
		}
	}
}

func (sm SharedMap) Set(key string, value any) {
	sm.c <- command{action: set, key: key, value: value}
}

func (sm SharedMap) Get(key string) (any, bool) {
	result := make(chan answerOfMap)
	sm.c <- command{action: get, key: key, result: result}
	a := <-result
	return a.value, a.found
}

func (sm SharedMap) Remove(key string) {
	sm.c <- command{action: remove, key: key}
}

func (sm SharedMap) Count() int {
	result := make(chan answerOfMap)
	sm.c <- command{action: count, result: result}
	return (<-result).value.(int)
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	result := make(chan answerOfMap)
	sm.c <- command{action: update, key: key, f: f, result: result}
	return (<-result).value
}
