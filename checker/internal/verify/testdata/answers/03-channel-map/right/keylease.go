// right
// Update leases its key from the owner and calls f in the caller's goroutine; other keys, Get and Count go on meanwhile, and writers of that key queue up.
package main

type action int

const (
	get action = iota
	count
	set
	remove
	lease
	commit
	giveUp
)

type lookup struct {
	value any
	found bool
}

type command struct {
	action action
	key    string
	value  any
	result chan lookup
}

// SharedMap is a map whose owner leases single keys to updates.
type SharedMap struct {
	c chan command
}

// NewMap returns an empty map, and starts its owner.
func NewMap() SharedMap {
	sm := SharedMap{c: make(chan command)}
	go sm.Run()
	return sm
}

// Run owns the map and the list of the leased keys, with those who wait for each.
func (sm SharedMap) Run() {
	m := make(map[string]any)
	leased := make(map[string][]command)

	carryOut := func(cmd command) {
		var answer lookup
		switch cmd.action {
		case get:
			answer.value, answer.found = m[cmd.key]
		case count:
			answer.value = len(m)
		case set:
			m[cmd.key] = cmd.value
		case remove:
			delete(m, cmd.key)
		case lease:
			leased[cmd.key] = nil
			answer.value, answer.found = m[cmd.key]
		}
		cmd.result <- answer
	}

	for cmd := range sm.c {
		waiting, busy := leased[cmd.key]
		switch cmd.action {
		case get, count:
			carryOut(cmd)
		case set, remove, lease:
			if busy {
				leased[cmd.key] = append(waiting, cmd)
			} else {
				carryOut(cmd)
			}
		case commit, giveUp:
			if cmd.action == commit {
				m[cmd.key] = cmd.value
			}
			delete(leased, cmd.key)
			cmd.result <- lookup{}
			for i, next := range waiting {
				carryOut(next)
				if next.action == lease {
					leased[cmd.key] = waiting[i+1:]
					break
				}
			}
		}
	}
}

func (sm SharedMap) ask(action action, key string, value any) lookup {
	result := make(chan lookup, 1)
	sm.c <- command{action, key, value, result}
	return <-result
}

func (sm SharedMap) Set(key string, value any) { sm.ask(set, key, value) }

func (sm SharedMap) Get(key string) (any, bool) {
	answer := sm.ask(get, key, nil)
	return answer.value, answer.found
}

func (sm SharedMap) Remove(key string) { sm.ask(remove, key, nil) }

func (sm SharedMap) Count() int { return sm.ask(count, "", nil).value.(int) }

// Update takes the lease of the key, and gives it back with the new value, or without one if f panics.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	before := sm.ask(lease, key, nil)
	end := giveUp
	var value any
	defer func() { sm.ask(end, key, value) }()
	value = f(before.value, before.found)
	end = commit
	return value
}
