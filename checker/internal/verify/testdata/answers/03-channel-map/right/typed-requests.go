// right
// Requests are types with a method of their own; the channel carries an interface, has room, and Set waits to hear that it is done.
package main

type store map[string]any

type request interface{ carryOut(s store) }

type setRequest struct {
	key   string
	value any
	done  chan<- struct{}
}

type getRequest struct {
	key   string
	reply chan<- entry
}

type removeRequest struct {
	key  string
	done chan<- struct{}
}

type countRequest struct{ reply chan<- int }

type updateRequest struct {
	key   string
	f     func(any, bool) any
	reply chan<- any
}

type entry struct {
	value any
	found bool
}

func (r setRequest) carryOut(s store) {
	s[r.key] = r.value
	r.done <- struct{}{}
}

func (r getRequest) carryOut(s store) {
	value, found := s[r.key]
	r.reply <- entry{value, found}
}

func (r removeRequest) carryOut(s store) {
	delete(s, r.key)
	close(r.done)
}

func (r countRequest) carryOut(s store) { r.reply <- len(s) }

func (r updateRequest) carryOut(s store) {
	old, found := s[r.key]
	value := r.f(old, found)
	s[r.key] = value
	r.reply <- value
}

type SharedMap struct {
	requests chan request
	s        store
}

func NewMap() SharedMap {
	sm := SharedMap{requests: make(chan request, 100), s: store{}}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	for r := range sm.requests {
		r.carryOut(sm.s)
	}
}

func (sm SharedMap) Set(key string, value any) {
	done := make(chan struct{}, 1)
	sm.requests <- setRequest{key, value, done}
	<-done
}

func (sm SharedMap) Get(key string) (any, bool) {
	reply := make(chan entry, 1)
	sm.requests <- getRequest{key, reply}
	e := <-reply
	return e.value, e.found
}

func (sm SharedMap) Remove(key string) {
	done := make(chan struct{})
	sm.requests <- removeRequest{key, done}
	<-done
}

func (sm SharedMap) Count() int {
	reply := make(chan int, 1)
	sm.requests <- countRequest{reply}
	return <-reply
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	reply := make(chan any, 1)
	sm.requests <- updateRequest{key, f, reply}
	return <-reply
}
