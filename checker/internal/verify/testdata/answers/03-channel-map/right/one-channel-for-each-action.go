// right
// No command type with an action: five typed channels, one for each method, unbuffered, and an owner that selects among them.
package main

type (
	setOrder struct {
		key   string
		value any
	}
	getOrder struct {
		key   string
		reply chan<- getReply
	}
	getReply struct {
		value any
		found bool
	}
	updateOrder struct {
		key   string
		f     func(old any, found bool) any
		reply chan<- any
	}
)

type SharedMap struct {
	sets    chan setOrder
	gets    chan getOrder
	removes chan string
	counts  chan chan<- int
	updates chan updateOrder
}

func NewMap() SharedMap {
	sm := SharedMap{
		sets:    make(chan setOrder),
		gets:    make(chan getOrder),
		removes: make(chan string),
		counts:  make(chan chan<- int),
		updates: make(chan updateOrder),
	}
	go sm.Run()
	return sm
}

// Run keeps the map where nobody else could even name it.
func (sm SharedMap) Run() {
	m := make(map[string]any)
	for {
		select {
		case o := <-sm.sets:
			m[o.key] = o.value
		case o := <-sm.gets:
			value, found := m[o.key]
			o.reply <- getReply{value, found}
		case key := <-sm.removes:
			delete(m, key)
		case reply := <-sm.counts:
			reply <- len(m)
		case o := <-sm.updates:
			old, found := m[o.key]
			value := o.f(old, found)
			m[o.key] = value
			o.reply <- value
		}
	}
}

func (sm SharedMap) Set(key string, value any) { sm.sets <- setOrder{key, value} }

func (sm SharedMap) Get(key string) (any, bool) {
	reply := make(chan getReply, 1)
	sm.gets <- getOrder{key, reply}
	r := <-reply
	return r.value, r.found
}

func (sm SharedMap) Remove(key string) { sm.removes <- key }

func (sm SharedMap) Count() int {
	reply := make(chan int, 1)
	sm.counts <- reply
	return <-reply
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	reply := make(chan any, 1)
	sm.updates <- updateOrder{key, f, reply}
	return <-reply
}
