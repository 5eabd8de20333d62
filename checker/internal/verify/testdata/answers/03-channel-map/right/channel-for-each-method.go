// right
// Each method has a channel of its own and Run is one select; a caller sends its reply channel through a channel of channels, and an Update is a conversation of three messages, with f in the caller.
package main

type pair struct {
	key   string
	value any
}

type lookup struct {
	value any
	found bool
}

// talk is an Update: the owner says what there is and hears what shall be.
type talk struct {
	key string
	old chan lookup
	new chan any
}

type question struct {
	key string
	old chan lookup
}

// SharedMap is five channels.
type SharedMap struct {
	sets    chan pair
	gets    chan question
	removes chan string
	counts  chan chan int
	updates chan talk
}

// NewMap returns an empty map.
func NewMap() SharedMap {
	sm := SharedMap{
		make(chan pair), make(chan question), make(chan string), make(chan chan int), make(chan talk),
	}
	go sm.Run()
	return sm
}

// Run owns a sorted list of pairs; there is no Go map here.
func (sm SharedMap) Run() {
	var list []pair
	find := func(key string) (int, bool) {
		low, high := 0, len(list)
		for low < high {
			if mid := (low + high) / 2; list[mid].key < key {
				low = mid + 1
			} else {
				high = mid
			}
		}
		return low, low < len(list) && list[low].key == key
	}
	look := func(key string) lookup {
		if i, found := find(key); found {
			return lookup{list[i].value, true}
		}
		return lookup{}
	}
	put := func(p pair) {
		i, found := find(p.key)
		if !found {
			list = append(list, pair{})
			copy(list[i+1:], list[i:])
		}
		list[i] = p
	}
	for {
		select {
		case p := <-sm.sets:
			put(p)
		case q := <-sm.gets:
			q.old <- look(q.key)
		case key := <-sm.removes:
			if i, found := find(key); found {
				list = append(list[:i], list[i+1:]...)
			}
		case n := <-sm.counts:
			n <- len(list)
		case t := <-sm.updates:
			t.old <- look(t.key)
			if value, more := <-t.new; more {
				put(pair{t.key, value})
			}
		}
	}
}

func (sm SharedMap) Set(key string, value any) { sm.sets <- pair{key, value} }
func (sm SharedMap) Remove(key string)         { sm.removes <- key }

func (sm SharedMap) Get(key string) (any, bool) {
	q := question{key, make(chan lookup)}
	sm.gets <- q
	l := <-q.old
	return l.value, l.found
}

func (sm SharedMap) Count() int {
	n := make(chan int)
	sm.counts <- n
	return <-n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	t := talk{key, make(chan lookup), make(chan any)}
	sm.updates <- t
	defer close(t.new) // after a panic of f there is no new value
	l := <-t.old
	value := f(l.value, l.found)
	t.new <- value
	return value
}
