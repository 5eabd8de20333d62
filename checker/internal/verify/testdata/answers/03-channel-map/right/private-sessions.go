// right
// A channel of channels: the owner accepts one caller at a time and serves the caller's private channel until it is closed, so a session of several messages (Update reads, computes in its own goroutine, writes) is one step.
package main

type message interface{ message() }

type (
	read  struct{ into chan<- cell }
	write struct{ cell }
	size  struct{ into chan<- int }
	cell  struct {
		value any
		found bool
	}
	session struct {
		key      string
		messages <-chan message
	}
)

func (read) message()  {}
func (write) message() {}
func (size) message()  {}

type SharedMap struct{ door chan session }

func NewMap() SharedMap {
	sm := SharedMap{make(chan session)}
	run := sm.Run
	go run()
	return sm
}

func (sm SharedMap) Run() {
	cells := make(map[string]*cell)
	for s := range sm.door {
		for msg := range s.messages {
			switch msg := msg.(type) {
			case read:
				if c := cells[s.key]; c != nil {
					msg.into <- *c
				} else {
					msg.into <- cell{}
				}
			case write:
				if msg.found {
					cells[s.key] = &msg.cell
				} else {
					delete(cells, s.key)
				}
			case size:
				msg.into <- len(cells)
			}
		}
	}
}

func (sm SharedMap) visit(key string, do func(say func(message))) {
	messages := make(chan message)
	defer close(messages)
	sm.door <- session{key, messages}
	do(func(m message) { messages <- m })
}

func (sm SharedMap) Set(key string, value any) {
	sm.visit(key, func(say func(message)) { say(write{cell{value, true}}) })
}

func (sm SharedMap) Get(key string) (any, bool) {
	var c cell
	sm.visit(key, func(say func(message)) {
		into := make(chan cell)
		say(read{into})
		c = <-into
	})
	return c.value, c.found
}

func (sm SharedMap) Remove(key string) {
	sm.visit(key, func(say func(message)) { say(write{}) })
}

func (sm SharedMap) Count() (n int) {
	sm.visit("", func(say func(message)) {
		into := make(chan int)
		say(size{into})
		n = <-into
	})
	return
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	sm.visit(key, func(say func(message)) {
		into := make(chan cell)
		say(read{into})
		c := <-into
		value = f(c.value, c.found)
		say(write{cell{value, true}})
	})
	return value
}
