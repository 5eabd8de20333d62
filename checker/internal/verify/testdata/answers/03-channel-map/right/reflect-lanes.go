// right
// Callers queue in four lanes by the length of their key, and the owner takes from all lanes, and offers the count, through reflect.Select.

package main

import "reflect"

type job func(m map[string]any)

// SharedMap is four lanes and a counter at the end of them.
type SharedMap struct {
	lanes [4]chan job
	n     chan int
}

// NewMap returns an empty map, ready for use.
func NewMap() SharedMap {
	sm := SharedMap{n: make(chan int)}
	for i := range sm.lanes {
		sm.lanes[i] = make(chan job)
	}
	go sm.Run()
	return sm
}

// Run takes whoever comes, from whatever lane.
func (sm SharedMap) Run() {
	m := make(map[string]any)
	cases := []reflect.SelectCase{{Dir: reflect.SelectSend, Chan: reflect.ValueOf(sm.n)}}
	for _, lane := range sm.lanes {
		cases = append(cases, reflect.SelectCase{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(lane)})
	}
	for {
		cases[0].Send = reflect.ValueOf(len(m))
		if i, got, _ := reflect.Select(cases); i > 0 {
			got.Interface().(job)(m)
		}
	}
}

func (sm SharedMap) lane(key string) chan<- job {
	return sm.lanes[len(key)%len(sm.lanes)]
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.lane(key) <- func(m map[string]any) { m[key] = value }
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (value any, found bool) {
	done := make(chan struct{})
	sm.lane(key) <- func(m map[string]any) {
		value, found = m[key]
		close(done)
	}
	<-done
	return value, found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.lane(key) <- func(m map[string]any) { delete(m, key) }
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	return <-sm.n
}

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	done := make(chan struct{})
	sm.lane(key) <- func(m map[string]any) {
		old, found := m[key]
		value = f(old, found)
		m[key] = value
		close(done)
	}
	<-done
	return value
}
