// wrong: run
// The owner tells an update from a value by its type: a function that somebody wants to keep is called.
package main

type SharedMap struct {
	c chan command
}

type command struct {
	key   string
	value any // a function: an update
	read  bool
	reply chan answer
}

type answer struct {
	value any
	found bool
	count int
}

func NewMap() SharedMap {
	sm := SharedMap{make(chan command)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	m := map[string]any{}
	for cmd := range sm.c {
		var a answer
		switch v := cmd.value.(type) {
		case func(map[string]any):
			v(m)
		case func(any, bool) any:
			a.value, a.found = m[cmd.key]
			a.value = v(a.value, a.found)
			m[cmd.key] = a.value
		default:
			if !cmd.read {
				m[cmd.key] = v
			}
			a.value, a.found = m[cmd.key]
		}
		a.count = len(m)
		cmd.reply <- a
	}
}

func (sm SharedMap) ask(cmd command) answer {
	cmd.reply = make(chan answer)
	sm.c <- cmd
	return <-cmd.reply
}

func (sm SharedMap) Set(key string, value any) { sm.ask(command{key: key, value: value}) }

func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.ask(command{key: key, read: true})
	return a.value, a.found
}

func (sm SharedMap) Remove(key string) {
	sm.ask(command{value: func(m map[string]any) { delete(m, key) }})
}

func (sm SharedMap) Count() int { return sm.ask(command{read: true}).count }

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(command{key: key, value: f}).value
}
