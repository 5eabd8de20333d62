// right
// An Update runs in a goroutine of its own while the owner serves other keys; whatever comes for a busy key waits in that key's queue, and every command is answered, so no call returns before its turn.
package main

type command struct {
	action string
	key    string
	value  any
	f      func(old any, found bool) any
	result chan answer
}

type answer struct {
	value any
	found bool
	count int
}

// SharedMap is served by one goroutine.
type SharedMap struct {
	m      map[string]any
	c      chan command
	update chan command // updates whose f is over
}

// NewMap returns an empty map.
func NewMap() SharedMap {
	sm := SharedMap{make(map[string]any), make(chan command), make(chan command)}
	go sm.Run()
	return sm
}

// Run serves the keys that are not busy.
func (sm SharedMap) Run() {
	busy := make(map[string][]command)
	for {
		select {
		case cmd := <-sm.c:
			if queue, waits := busy[cmd.key]; waits && cmd.action != "count" {
				busy[cmd.key] = append(queue, cmd)
			} else {
				sm.serve(cmd, busy)
			}
		case cmd := <-sm.update:
			sm.m[cmd.key] = cmd.value
			cmd.result <- answer{value: cmd.value}
			queue := busy[cmd.key]
			delete(busy, cmd.key)
			for i, next := range queue {
				sm.serve(next, busy)
				if next.action == "update" {
					busy[cmd.key] = append(busy[cmd.key], queue[i+1:]...)
					break
				}
			}
		}
	}
}

func (sm SharedMap) serve(cmd command, busy map[string][]command) {
	value, found := sm.m[cmd.key]
	switch cmd.action {
	case "set":
		sm.m[cmd.key] = cmd.value
	case "remove":
		delete(sm.m, cmd.key)
	case "update":
		busy[cmd.key] = []command{}
		go func() {
			cmd.value = cmd.f(value, found)
			sm.update <- cmd
		}()
		return
	}
	cmd.result <- answer{value, found, len(sm.m)}
}

func (sm SharedMap) ask(action, key string, value any, f func(any, bool) any) answer {
	result := make(chan answer)
	sm.c <- command{action, key, value, f, result}
	return <-result
}

func (sm SharedMap) Set(key string, value any) { sm.ask("set", key, value, nil) }
func (sm SharedMap) Remove(key string)         { sm.ask("remove", key, nil, nil) }
func (sm SharedMap) Count() int                { return sm.ask("count", "", nil, nil).count }

func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.ask("get", key, nil, nil)
	return a.value, a.found
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask("update", key, nil, f).value
}
