// right
// A receptionist takes commands at once, however busy the owner is, and passes them on in order; the owner keeps a sorted slice instead of a map.

package main

import (
	"cmp"
	"slices"
)

// An order is one thing to do with the entries.
type order interface {
	carryOut(*entries)
}

type entry struct {
	key   string
	value any
}

type entries []entry

func (es *entries) find(key string) (int, bool) {
	return slices.BinarySearchFunc(*es, key, func(e entry, key string) int { return cmp.Compare(e.key, key) })
}

func (es *entries) put(key string, value any) {
	i, found := es.find(key)
	if found {
		(*es)[i].value = value
		return
	}
	*es = slices.Insert(*es, i, entry{key, value})
}

func (es *entries) at(key string) (any, bool) {
	if i, found := es.find(key); found {
		return (*es)[i].value, true
	}
	return nil, false
}

type (
	setOrder    entry
	removeOrder string
	getOrder    struct {
		key   string
		reply chan answer
	}
	countOrder  chan int
	updateOrder struct {
		key   string
		f     func(any, bool) any
		reply chan any
	}
	answer struct {
		value any
		found bool
	}
)

func (o setOrder) carryOut(es *entries) { es.put(o.key, o.value) }

func (o removeOrder) carryOut(es *entries) {
	if i, found := es.find(string(o)); found {
		*es = slices.Delete(*es, i, i+1)
	}
}

func (o getOrder) carryOut(es *entries) {
	value, found := es.at(o.key)
	o.reply <- answer{value, found}
}

func (o countOrder) carryOut(es *entries) { o <- len(*es) }

func (o updateOrder) carryOut(es *entries) {
	value := o.f(es.at(o.key))
	es.put(o.key, value)
	o.reply <- value
}

// SharedMap knows the way to the reception.
type SharedMap struct {
	desk chan order
}

// NewMap returns an empty map, ready for use.
func NewMap() SharedMap {
	sm := SharedMap{make(chan order)}
	go sm.Run()
	return sm
}

// Run is the receptionist: it never makes a caller wait until the owner has time.
func (sm SharedMap) Run() {
	owner := make(chan order)
	go own(owner)
	var queue []order
	for {
		var next order
		var to chan<- order // nil while there is nothing to pass on
		if len(queue) > 0 {
			next, to = queue[0], owner
		}
		select {
		case o := <-sm.desk:
			queue = append(queue, o)
		case to <- next:
			queue = queue[1:]
		}
	}
}

func own(orders <-chan order) {
	var es entries
	for o := range orders {
		o.carryOut(&es)
	}
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) { sm.desk <- setOrder{key, value} }

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) { sm.desk <- removeOrder(key) }

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	o := getOrder{key, make(chan answer)}
	sm.desk <- o
	a := <-o.reply
	return a.value, a.found
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	o := make(countOrder)
	sm.desk <- o
	return <-o
}

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	o := updateOrder{key, f, make(chan any)}
	sm.desk <- o
	return <-o.reply
}
