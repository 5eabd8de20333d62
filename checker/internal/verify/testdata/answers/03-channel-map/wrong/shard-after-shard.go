// wrong: count
// Four owners have a shard each, and Count asks one after the other: with a key set and then another removed in between it gives a number that the map never had ("All five methods are one step each").
package main

// The actions that a command can ask for.
const (
	set = iota
	get
	remove
	count
	update
)

type command struct {
	action int
	key    string
	value  any
	change func(old any, found bool) any
	result chan<- answer
}

type answer struct {
	value any
	found bool
	count int
}

// SharedMap is a map in four shards, each of which one goroutine owns.
type SharedMap struct {
	shards [4]chan command
}

func NewMap() SharedMap {
	var sm SharedMap
	for i := range sm.shards {
		sm.shards[i] = make(chan command)
	}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	for _, c := range sm.shards[1:] {
		go own(c)
	}
	own(sm.shards[0])
}

func own(c <-chan command) {
	m := make(map[string]any)
	for cmd := range c {
		var a answer
		a.value, a.found = m[cmd.key]
		switch cmd.action {
		case set:
			m[cmd.key] = cmd.value
		case remove:
			delete(m, cmd.key)
		case count:
			a.count = len(m)
		case update:
			a.value = cmd.change(a.value, a.found)
			m[cmd.key] = a.value
		}
		cmd.result <- a
	}
}

func (sm SharedMap) ask(cmd command) answer {
	sum := 0
	for _, b := range []byte(cmd.key) {
		sum += int(b)
	}
	return askShard(sm.shards[sum%len(sm.shards)], cmd)
}

func askShard(c chan<- command, cmd command) answer {
	result := make(chan answer, 1)
	cmd.result = result
	c <- cmd
	return <-result
}

func (sm SharedMap) Set(key string, value any) {
	sm.ask(command{action: set, key: key, value: value})
}

func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.ask(command{action: get, key: key})
	return a.value, a.found
}

func (sm SharedMap) Remove(key string) {
	sm.ask(command{action: remove, key: key})
}

func (sm SharedMap) Count() int {
	n := 0
	for _, c := range sm.shards {
		n += askShard(c, command{action: count}).count // bug
	}
	return n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(command{action: update, key: key, change: f}).value
}
