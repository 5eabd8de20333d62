// wrong: run
// Gets of one key that wait at the same time get one answer, and a Get that comes after a Set has returned may join one that was asked before it: "All five methods are one step each".
package main

// The actions that a command can ask for.
const (
	set = iota
	get
	remove
	count
	update
)

// SharedMap has a desk that takes the commands, and an owner that gets them in
// the same order.
type SharedMap struct {
	m    map[string]any // only Run touches it
	c    chan command   // to the desk
	work chan command   // from the desk to Run
	got  chan command   // the answers to gets, back to the desk
}

type command struct {
	key    string
	value  any
	found  bool
	f      func(old any, found bool) any
	action int
	result chan answer
}

type answer struct {
	value any
	found bool
	count int
}

func NewMap() SharedMap {
	sm := SharedMap{
		m:    make(map[string]any),
		c:    make(chan command),
		work: make(chan command),
		got:  make(chan command),
	}
	go sm.desk()
	go sm.Run()
	return sm
}

// desk never waits for the owner.
func (sm SharedMap) desk() {
	var queue []command
	waiting := make(map[string][]chan answer)
	for {
		var next command
		var out chan command
		if len(queue) > 0 {
			next, out = queue[0], sm.work
		}
		select {
		case out <- next:
			queue = queue[1:]
		case cmd := <-sm.got:
			for _, result := range waiting[cmd.key] {
				result <- answer{value: cmd.value, found: cmd.found}
			}
			delete(waiting, cmd.key)
		case cmd := <-sm.c:
			if cmd.action == get {
				waiting[cmd.key] = append(waiting[cmd.key], cmd.result)
				if len(waiting[cmd.key]) > 1 {
					break // bug
				}
			}
			queue = append(queue, cmd)
		}
	}
}

// Run carries out the commands, one after the other.
func (sm SharedMap) Run() {
	for cmd := range sm.work {
		switch cmd.action {
		case set:
			sm.m[cmd.key] = cmd.value
		case get:
			cmd.value, cmd.found = sm.m[cmd.key]
			sm.got <- cmd
		case remove:
			delete(sm.m, cmd.key)
		case count:
			cmd.result <- answer{count: len(sm.m)}
		case update:
			old, found := sm.m[cmd.key]
			value := cmd.f(old, found)
			sm.m[cmd.key] = value
			cmd.result <- answer{value: value, found: true}
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
