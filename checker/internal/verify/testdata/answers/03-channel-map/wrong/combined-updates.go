// wrong: update
// To look a key up once for many Updates, the owner runs all Updates of that key that wait in its batch at the place of the first, past a Set or Remove of the key between them, so an Update that begins after a Set or Remove has returned can be handed the value from before it and then be overwritten: Update is not one step.
package main

const (
	set = iota
	get
	remove
	count
	update
)

type command struct {
	key    string
	value  any
	f      func(old any, found bool) any
	action int
	result chan lookup
}

type lookup struct {
	value any
	found bool
}

// SharedMap is a map whose owner takes all the commands that wait at once.
type SharedMap struct {
	m map[string]any // only Run touches it
	c chan command
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{m: make(map[string]any), c: make(chan command)}
	go sm.Run()
	return sm
}

// Run carries out batch after batch.
func (sm SharedMap) Run() {
	for first := range sm.c {
		batch := sm.batch(first)
		for len(batch) > 0 {
			cmd := batch[0]
			batch = batch[1:]
			switch cmd.action {
			case set:
				sm.m[cmd.key] = cmd.value
			case get:
				value, found := sm.m[cmd.key]
				cmd.result <- lookup{value, found}
			case remove:
				delete(sm.m, cmd.key)
			case count:
				cmd.result <- lookup{value: len(sm.m)}
			case update:
				batch = sm.combine(cmd, batch)
			}
		}
	}
}

// combine carries out an update together with the others of the same key: the key is looked up
// once, and stored once. It returns what is left of the batch.
func (sm SharedMap) combine(first command, batch []command) (left []command) {
	value, found := sm.m[first.key]
	value = first.f(value, found)
	first.result <- lookup{value, true}
	for _, cmd := range batch {
		if cmd.action != update || cmd.key != first.key {
			left = append(left, cmd) // bug
			continue
		}
		value = cmd.f(value, true)
		cmd.result <- lookup{value, true}
	}
	sm.m[first.key] = value
	return left
}

// batch returns first and the commands that wait behind it, up to a hundred in all.
func (sm SharedMap) batch(first command) []command {
	cmds := []command{first}
	for len(cmds) < 100 {
		select {
		case cmd := <-sm.c:
			cmds = append(cmds, cmd)
		default:
			return cmds
		}
	}
	return cmds
}

func (sm SharedMap) Set(key string, value any) {
	sm.c <- command{action: set, key: key, value: value}
}

func (sm SharedMap) Get(key string) (any, bool) {
	answer := sm.ask(command{action: get, key: key})
	return answer.value, answer.found
}

func (sm SharedMap) Remove(key string) {
	sm.c <- command{action: remove, key: key}
}

func (sm SharedMap) Count() int {
	return sm.ask(command{action: count}).value.(int)
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(command{action: update, key: key, f: f}).value
}

func (sm SharedMap) ask(cmd command) lookup {
	cmd.result = make(chan lookup, 1)
	sm.c <- cmd
	return <-cmd.result
}
