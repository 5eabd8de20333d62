// wrong: count
// Count wants a moment at which no Update is in its f, and while there is one it asks the owner again and again after a pause instead of blocking (and for ever, if updates overlap for ever): waiting is by blocking, and a loop that backs off is right in 02 only.
package main

import "time"

const (
	set = iota
	get
	remove
	count
	lease
	commit
	giveUp
)

type command struct {
	key    string
	value  any
	action int
	result chan answer
}

type answer struct {
	value any
	found bool
	count int
	busy  bool // not now: there are updates under way
}

// SharedMap is a map whose owner does not run the callers' functions: a slow one holds up only its key.
type SharedMap struct {
	c chan command
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{c: make(chan command)}
	go sm.Run()
	return sm
}

// Run carries out the commands, or puts them off as long as their key is leased to an update.
func (sm SharedMap) Run() {
	m := make(map[string]any)
	leased := make(map[string][]command) // with those who want to change the key next

	carryOut := func(cmd command) {
		var a answer
		switch cmd.action {
		case get:
			a.value, a.found = m[cmd.key]
		case count:
			a.count, a.busy = len(m), len(leased) > 0
		case set, commit:
			m[cmd.key] = cmd.value
		case remove:
			delete(m, cmd.key)
		case lease:
			leased[cmd.key] = nil
			a.value, a.found = m[cmd.key]
		}
		cmd.result <- a
	}

	for cmd := range sm.c {
		waiting, taken := leased[cmd.key]
		switch cmd.action {
		case get, count:
			carryOut(cmd)
		case commit, giveUp:
			delete(leased, cmd.key)
			carryOut(cmd)
			for i, next := range waiting {
				carryOut(next)
				if next.action == lease {
					leased[cmd.key] = waiting[i+1:]
					break
				}
			}
		default:
			if taken {
				leased[cmd.key] = append(waiting, cmd)
			} else {
				carryOut(cmd)
			}
		}
	}
}

func (sm SharedMap) send(action int, key string, value any) answer {
	result := make(chan answer, 1)
	sm.c <- command{action: action, key: key, value: value, result: result}
	return <-result
}

func (sm SharedMap) Set(key string, value any) { sm.send(set, key, value) }

func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.send(get, key, nil)
	return a.value, a.found
}

func (sm SharedMap) Remove(key string) { sm.send(remove, key, nil) }

// Count returns how many keys the map has when no update is half done.
func (sm SharedMap) Count() int {
	pause := 10 * time.Microsecond
	for {
		a := sm.send(count, "", nil)
		if !a.busy {
			return a.count
		}
		<-time.After(pause) // bug
		pause = min(2*pause, time.Millisecond)
	}
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	before := sm.send(lease, key, nil)
	end := giveUp
	var value any
	defer func() { sm.send(end, key, value) }()
	value = f(before.value, before.found)
	end = commit
	return value
}
