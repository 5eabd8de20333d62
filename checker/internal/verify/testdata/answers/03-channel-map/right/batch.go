// right
// The owner takes all commands that wait, carries out the changes in order, and answers the questions of the whole batch last: nobody who asked has been answered yet, so the end of the batch is a moment of his call.
package main

// change alters the map; its value is kept for whoever waits for it.
type change struct {
	key    string
	value  any
	delete bool
	f      func(old any, found bool) any
	result chan any // nil where nobody waits
}

// question looks at the map without altering it.
type question struct {
	key    string
	count  bool
	result chan answer
}

type answer struct {
	value any
	found bool
	count int
}

// SharedMap is a map that works in batches.
type SharedMap struct {
	c chan any // change or question
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{c: make(chan any)}
	go sm.Run()
	return sm
}

// Run carries out batch after batch.
func (sm SharedMap) Run() {
	m := make(map[string]any)
	for first := range sm.c {
		var questions []question
		for _, cmd := range sm.batch(first) {
			switch cmd := cmd.(type) {
			case question:
				questions = append(questions, cmd)
			case change:
				switch {
				case cmd.delete:
					delete(m, cmd.key)
				case cmd.f != nil:
					old, found := m[cmd.key]
					m[cmd.key] = cmd.f(old, found)
					cmd.result <- m[cmd.key]
				default:
					m[cmd.key] = cmd.value
				}
			}
		}
		for _, q := range questions {
			a := answer{count: len(m)}
			if !q.count {
				a.value, a.found = m[q.key]
			}
			q.result <- a
		}
	}
}

// batch returns first and what else waits, up to a hundred, without waiting itself.
func (sm SharedMap) batch(first any) []any {
	cmds := []any{first}
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

func (sm SharedMap) Set(key string, value any) { sm.c <- change{key: key, value: value} }

func (sm SharedMap) Remove(key string) { sm.c <- change{key: key, delete: true} }

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	result := make(chan any, 1)
	sm.c <- change{key: key, f: f, result: result}
	return <-result
}

func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.ask(question{key: key})
	return a.value, a.found
}

func (sm SharedMap) Count() int { return sm.ask(question{count: true}).count }

func (sm SharedMap) ask(q question) answer {
	q.result = make(chan answer, 1)
	sm.c <- q
	return <-q.result
}
