// right
// There is no Go map at all but a sorted slice; the answer is written into the command, and a panic of f is carried over to the caller, where it goes on.
package main

import (
	"slices"
	"strings"
)

type action int

const (
	actSet action = iota
	actGet
	actRemove
	actCount
	actUpdate
)

type record struct {
	key   string
	value any
}

type command struct {
	action
	record
	f        func(old any, found bool) any
	found    bool
	count    int
	panicked bool
	reason   any
	done     chan struct{} // closed when the owner has let go of this command
}

// SharedMap is two words: a way in, and a pointer to what only Run looks at.
type SharedMap struct {
	in      chan<- *command
	private *state
}

type state struct {
	out     <-chan *command
	records []record // sorted by key
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	c := make(chan *command)
	sm := SharedMap{in: c, private: &state{out: c}}
	go sm.Run()
	return sm
}

// Run carries out the commands.
func (sm SharedMap) Run() {
	for cmd := range sm.private.out {
		sm.private.carryOut(cmd)
		close(cmd.done)
	}
}

func (s *state) carryOut(cmd *command) {
	i, found := slices.BinarySearchFunc(s.records, cmd.key, func(r record, key string) int {
		return strings.Compare(r.key, key)
	})
	switch cmd.action {
	case actGet:
		if cmd.found = found; found {
			cmd.value = s.records[i].value
		}
		return
	case actCount:
		cmd.count = len(s.records)
		return
	case actRemove:
		if found {
			s.records = slices.Delete(s.records, i, i+1)
		}
		return
	case actUpdate:
		var old any
		if found {
			old = s.records[i].value
		}
		if !cmd.make(old, found) {
			return
		}
	}
	if found {
		s.records[i].value = cmd.value
	} else {
		s.records = slices.Insert(s.records, i, cmd.record)
	}
}

// make calls f, and reports whether it came back.
func (cmd *command) make(old any, found bool) (ok bool) {
	cmd.panicked = true
	defer func() {
		if cmd.panicked {
			cmd.reason = recover()
		}
	}()
	cmd.value = cmd.f(old, found)
	cmd.panicked = false
	return true
}

func (sm SharedMap) call(cmd command) *command {
	cmd.done = make(chan struct{})
	sm.in <- &cmd
	<-cmd.done
	return &cmd
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.call(command{action: actSet, record: record{key, value}})
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	cmd := sm.call(command{action: actGet, record: record{key: key}})
	return cmd.value, cmd.found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.call(command{action: actRemove, record: record{key: key}})
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	return sm.call(command{action: actCount}).count
}

// Update stores what f makes of what is there, and returns it. Where f panics, so does Update, and the map is as it was.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	cmd := sm.call(command{action: actUpdate, record: record{key: key}, f: f})
	if cmd.panicked {
		panic(cmd.reason)
	}
	return cmd.value
}
