// right
// One goroutine, started before main, owns the keys of all maps; a command says of which.
package main

// SharedMap is the number of a map.
type SharedMap struct{ id int }

type command struct {
	id int // below 0: a new map
	do func(m map[string]any)
	is chan int
}

// commands is where the goroutine that owns all maps receives.
var commands = own()

func own() chan<- command {
	c := make(chan command)
	go func() {
		var maps []map[string]any
		for cmd := range c {
			if cmd.id < 0 {
				cmd.id = len(maps)
				maps = append(maps, map[string]any{})
			}
			cmd.do(maps[cmd.id])
			cmd.is <- cmd.id
		}
	}()
	return c
}

func NewMap() SharedMap {
	is := make(chan int)
	commands <- command{-1, func(map[string]any) {}, is}
	sm := SharedMap{<-is}
	go sm.Run()
	return sm
}

// Run has nothing to do: the owner of all maps runs already.
func (sm SharedMap) Run() {}

func (sm SharedMap) ask(f func(m map[string]any)) {
	is := make(chan int)
	commands <- command{sm.id, f, is}
	<-is
}

func (sm SharedMap) Set(key string, value any) {
	sm.ask(func(m map[string]any) { m[key] = value })
}

func (sm SharedMap) Get(key string) (value any, found bool) {
	sm.ask(func(m map[string]any) { value, found = m[key] })
	return value, found
}

func (sm SharedMap) Remove(key string) {
	sm.ask(func(m map[string]any) { delete(m, key) })
}

func (sm SharedMap) Count() (n int) {
	sm.ask(func(m map[string]any) { n = len(m) })
	return n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	sm.ask(func(m map[string]any) {
		old, found := m[key]
		value = f(old, found)
		m[key] = value
	})
	return value
}
