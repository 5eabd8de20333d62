// right
// All callers share one unbuffered reply channel: Run answers a command before it takes the next, so only its sender is listening.
package main

type SharedMap struct {
	c     chan sharedCommand
	reply chan sharedReply
}

type sharedCommand struct {
	action byte
	key    string
	value  any
	f      func(old any, found bool) any
}

type sharedReply struct {
	value any
	found bool
	n     int
}

func NewMap() SharedMap {
	sm := SharedMap{make(chan sharedCommand), make(chan sharedReply)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	m := make(map[string]any)
	for cmd := range sm.c {
		old, found := m[cmd.key]
		switch cmd.action {
		case 's':
			m[cmd.key] = cmd.value
		case 'r':
			delete(m, cmd.key)
		case 'u':
			old = cmd.f(old, found)
			m[cmd.key] = old
		}
		sm.reply <- sharedReply{old, found, len(m)}
	}
}

func (sm SharedMap) ask(cmd sharedCommand) sharedReply {
	sm.c <- cmd
	return <-sm.reply
}

func (sm SharedMap) Set(key string, value any) {
	sm.ask(sharedCommand{action: 's', key: key, value: value})
}

func (sm SharedMap) Get(key string) (any, bool) {
	r := sm.ask(sharedCommand{action: 'g', key: key})
	return r.value, r.found
}

func (sm SharedMap) Remove(key string) { sm.ask(sharedCommand{action: 'r', key: key}) }

func (sm SharedMap) Count() int { return sm.ask(sharedCommand{action: 'c'}).n }

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(sharedCommand{action: 'u', key: key, f: f}).value
}
