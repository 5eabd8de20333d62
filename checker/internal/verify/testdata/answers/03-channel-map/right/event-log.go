// right
// The owner keeps no map but a log of events, read from its end and packed now and then; f runs in a helper that ends before the answer is sent.
package main

const (
	opSet = iota
	opGet
	opRemove
	opCount
	opUpdate
)

type reply struct {
	value any
	found bool
	n     int
}

type command struct {
	op     int
	key    string
	value  any
	f      func(old any, found bool) any
	result chan reply
}

type SharedMap struct {
	c chan command
}

func NewMap() SharedMap {
	sm := SharedMap{c: make(chan command)}
	go sm.Run()
	return sm
}

func (sm SharedMap) ask(cmd command) reply {
	cmd.result = make(chan reply, 1)
	sm.c <- cmd
	return <-cmd.result
}

func (sm SharedMap) Set(key string, value any) { sm.ask(command{op: opSet, key: key, value: value}) }

func (sm SharedMap) Get(key string) (any, bool) {
	r := sm.ask(command{op: opGet, key: key})
	return r.value, r.found
}

func (sm SharedMap) Remove(key string) { sm.ask(command{op: opRemove, key: key}) }

func (sm SharedMap) Count() int { return sm.ask(command{op: opCount}).n }

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(command{op: opUpdate, key: key, f: f}).value
}

type event struct {
	key   string
	value any
	gone  bool
}

func (sm SharedMap) Run() {
	var log []event
	last := func(key string) (any, bool) {
		for i := len(log) - 1; i >= 0; i-- {
			if log[i].key == key {
				return log[i].value, !log[i].gone
			}
		}
		return nil, false
	}
	live, limit := 0, 64
	write := func(e event) {
		if _, found := last(e.key); found && e.gone {
			live--
		} else if !found && !e.gone {
			live++
		} else if !found {
			return
		}
		log = append(log, e)
		if len(log) < limit {
			return
		}
		seen := map[string]bool{}
		var packed []event
		for i := len(log) - 1; i >= 0; i-- {
			if !seen[log[i].key] {
				seen[log[i].key] = true
				if !log[i].gone {
					packed = append(packed, log[i])
				}
			}
		}
		log, limit = packed, 2*len(packed)+64
	}
	for cmd := range sm.c {
		var r reply
		switch cmd.op {
		case opSet:
			write(event{key: cmd.key, value: cmd.value})
		case opGet:
			r.value, r.found = last(cmd.key)
			if !r.found {
				r.value = nil
			}
		case opRemove:
			write(event{key: cmd.key, gone: true})
		case opCount:
			r.n = live
		case opUpdate:
			old, found := last(cmd.key)
			done := make(chan struct{})
			go func() {
				defer close(done)
				r.value = cmd.f(old, found)
			}()
			<-done
			write(event{key: cmd.key, value: r.value})
		}
		cmd.result <- r
	}
}
