// right
// Run is only a router before four goroutines that own a quarter of the keys each; updates of different quarters run side by side, and Count goes through all of them while the router lets nobody else pass.
package main

import "hash/fnv"

const quarters = 4

type store map[string]any

// job is what somebody wants to be done with the quarter that has his key.
type job struct {
	key string
	do  func(s store)
	all bool // do it in every quarter, one after the other
}

// SharedMap is a map in quarters.
type SharedMap struct {
	jobs chan job
}

// NewMap returns an empty map, and starts its router.
func NewMap() SharedMap {
	sm := SharedMap{jobs: make(chan job)}
	go sm.Run()
	return sm
}

// Run starts the owners and passes the jobs on. What it passes to one owner is carried out in
// the order of passing, so the order of all jobs is the one in which they reached Run.
func (sm SharedMap) Run() {
	var owners [quarters]chan func(store)
	for i := range owners {
		owners[i] = make(chan func(store))
		go func() {
			s := store{}
			for do := range owners[i] {
				do(s)
			}
		}()
	}
	for j := range sm.jobs {
		if !j.all {
			h := fnv.New32a()
			h.Write([]byte(j.key))
			owners[h.Sum32()%quarters] <- j.do
			continue
		}
		for _, owner := range owners {
			done := make(chan struct{})
			owner <- func(s store) {
				j.do(s)
				close(done)
			}
			<-done
		}
	}
}

func (sm SharedMap) Set(key string, value any) {
	sm.jobs <- job{key: key, do: func(s store) { s[key] = value }}
}

func (sm SharedMap) Get(key string) (value any, found bool) {
	done := make(chan struct{})
	sm.jobs <- job{key: key, do: func(s store) {
		value, found = s[key]
		close(done)
	}}
	<-done
	return value, found
}

func (sm SharedMap) Remove(key string) {
	sm.jobs <- job{key: key, do: func(s store) { delete(s, key) }}
}

func (sm SharedMap) Count() int {
	sizes := make(chan int, quarters)
	sm.jobs <- job{all: true, do: func(s store) { sizes <- len(s) }}
	sum := 0
	for range quarters {
		sum += <-sizes
	}
	return sum
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	result := make(chan any, 1)
	sm.jobs <- job{key: key, do: func(s store) {
		old, found := s[key]
		s[key] = f(old, found)
		result <- s[key]
	}}
	return <-result
}
