// wrong: update
// Update's caller is told the new value before the goroutine that serves the readers has the new snapshot, so a Get that begins after Update has returned can still give the old value: Update is not one step.
package main

import "maps"

const (
	set = iota
	remove
	update
)

type command struct {
	key    string
	value  any
	f      func(old any, found bool) any
	action int
	result chan any
}

// SharedMap has an owner who changes the map, and a herald who shows snapshots of it to readers,
// so that readers do not wait for long updates.
type SharedMap struct {
	c        chan command
	fresh    chan map[string]any // from the owner to the herald
	snapshot chan map[string]any // from the herald to the readers
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{
		c:        make(chan command),
		fresh:    make(chan map[string]any),
		snapshot: make(chan map[string]any),
	}
	go sm.Run()
	return sm
}

// Run carries out the commands. It never alters a map that it has published.
func (sm SharedMap) Run() {
	go sm.herald()
	m := map[string]any{}
	for cmd := range sm.c {
		m = maps.Clone(m)
		switch cmd.action {
		case set:
			m[cmd.key] = cmd.value
			sm.fresh <- m
			cmd.result <- nil
		case remove:
			delete(m, cmd.key)
			sm.fresh <- m
			cmd.result <- nil
		case update:
			old, found := m[cmd.key]
			m[cmd.key] = cmd.f(old, found)
			cmd.result <- m[cmd.key] // bug
			sm.fresh <- m
		}
	}
}

// herald shows the newest snapshot that it has to whoever wants to look.
func (sm SharedMap) herald() {
	snapshot := map[string]any{}
	for {
		select {
		case snapshot = <-sm.fresh:
		case sm.snapshot <- snapshot:
		}
	}
}

func (sm SharedMap) send(cmd command) any {
	cmd.result = make(chan any, 1)
	sm.c <- cmd
	return <-cmd.result
}

func (sm SharedMap) Set(key string, value any) {
	sm.send(command{action: set, key: key, value: value})
}

func (sm SharedMap) Get(key string) (any, bool) {
	value, found := (<-sm.snapshot)[key]
	return value, found
}

func (sm SharedMap) Remove(key string) {
	sm.send(command{action: remove, key: key})
}

func (sm SharedMap) Count() int {
	return len(<-sm.snapshot)
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.send(command{action: update, key: key, f: f})
}
