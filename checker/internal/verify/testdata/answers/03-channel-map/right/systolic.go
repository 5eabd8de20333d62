// right
// The map is a line of goroutines, each with a part of the keys; commands enter at the head and walk down in order, and a count collects on its way.
package main

import "hash/fnv"

const stages = 5

type command struct {
	stage  int // whose key it is; stages: everybody's
	do     func(map[string]any)
	sum    int
	result chan<- int // of a count
}

// SharedMap is the head of the line.
type SharedMap struct {
	head chan command
}

// NewMap returns an empty map, and starts the line.
func NewMap() SharedMap {
	sm := SharedMap{head: make(chan command)}
	go sm.Run()
	return sm
}

// Run starts the stages behind the head, last to first, and is the head itself.
func (sm SharedMap) Run() {
	var next chan command
	for i := stages - 1; i > 0; i-- {
		in := make(chan command)
		go work(i, in, next)
		next = in
	}
	work(0, sm.head, next)
}

// work is one stage: it owns the keys of its number, and passes on what is not its own.
func work(number int, in <-chan command, out chan<- command) {
	mine := make(map[string]any)
	for cmd := range in {
		if cmd.stage == number {
			cmd.do(mine)
			continue
		}
		// Everything before this command has passed here, nothing after it has.
		cmd.sum += len(mine)
		if out == nil {
			cmd.result <- cmd.sum
			continue
		}
		out <- cmd
	}
}

func stageOf(key string) int {
	h := fnv.New32a()
	h.Write([]byte(key))
	return int(h.Sum32() % stages)
}

// Set stores value under key. It is in line when Set returns, and nobody overtakes it.
func (sm SharedMap) Set(key string, value any) {
	sm.head <- command{stage: stageOf(key), do: func(m map[string]any) { m[key] = value }}
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (value any, found bool) {
	done := make(chan struct{})
	sm.head <- command{stage: stageOf(key), do: func(m map[string]any) {
		value, found = m[key]
		close(done)
	}}
	<-done
	return value, found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.head <- command{stage: stageOf(key), do: func(m map[string]any) { delete(m, key) }}
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	result := make(chan int)
	sm.head <- command{stage: stages, result: result}
	return <-result
}

// Update stores what f makes of what is there, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	done := make(chan struct{})
	sm.head <- command{stage: stageOf(key), do: func(m map[string]any) {
		old, found := m[key]
		value = f(old, found)
		m[key] = value
		close(done)
	}}
	<-done
	return value
}
