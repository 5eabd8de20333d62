// wrong: update
// The owner lets f run beside it and puts aside what comes for that key meanwhile, but not a Remove, which so gets between reading and writing.
package main

type keyCommand struct {
	action byte
	key    string
	value  any
	f      func(old any, found bool) any
	answer chan keyAnswer
}

type keyAnswer struct {
	value any
	found bool
	n     int
}

type SharedMap struct {
	c        chan keyCommand
	finished chan keyCommand // updates whose f has returned: value is the new value
}

func NewMap() SharedMap {
	sm := SharedMap{make(chan keyCommand), make(chan keyCommand)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	m := make(map[string]any)
	busy := make(map[string][]keyCommand) // what waits for the update of a key
	var carryOut func(cmd keyCommand)
	carryOut = func(cmd keyCommand) {
		old, found := m[cmd.key]
		waiting, isBusy := busy[cmd.key]
		switch {
		case cmd.action == 'c':
			cmd.answer <- keyAnswer{n: len(m)}
		case cmd.action == 'r': // there is nothing to wait for
			delete(m, cmd.key)
			cmd.answer <- keyAnswer{}
		case isBusy:
			busy[cmd.key] = append(waiting, cmd)
		case cmd.action == 's':
			m[cmd.key] = cmd.value
			cmd.answer <- keyAnswer{}
		case cmd.action == 'g':
			cmd.answer <- keyAnswer{value: old, found: found}
		case cmd.action == 'u':
			busy[cmd.key] = nil
			go func() {
				cmd.value = cmd.f(old, found)
				sm.finished <- cmd
			}()
		}
	}
	for {
		select {
		case cmd := <-sm.c:
			carryOut(cmd)
		case cmd := <-sm.finished:
			m[cmd.key] = cmd.value
			cmd.answer <- keyAnswer{value: cmd.value}
			waiting := busy[cmd.key]
			delete(busy, cmd.key)
			for _, next := range waiting {
				carryOut(next)
			}
		}
	}
}

func (sm SharedMap) ask(cmd keyCommand) keyAnswer {
	cmd.answer = make(chan keyAnswer, 1)
	sm.c <- cmd
	return <-cmd.answer
}

func (sm SharedMap) Set(key string, value any) {
	sm.ask(keyCommand{action: 's', key: key, value: value})
}

func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.ask(keyCommand{action: 'g', key: key})
	return a.value, a.found
}

func (sm SharedMap) Remove(key string) { sm.ask(keyCommand{action: 'r', key: key}) }

func (sm SharedMap) Count() int { return sm.ask(keyCommand{action: 'c'}).n }

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(keyCommand{action: 'u', key: key, f: f}).value
}
