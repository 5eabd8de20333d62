// right
// Seven owners with a shard each, behind one router that hands every command on in the order of arrival; a count goes to all of them from there, so it is one cut through the whole map.
package main

type verb func(m map[string]any)

type SharedMap struct {
	router chan routed
}

// routed is a command for the shard of key, or, where key is nil, for all of them.
type routed struct {
	key *string
	do  verb
}

const shards = 7

func NewMap() SharedMap {
	sm := SharedMap{router: make(chan routed)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	var owners [shards]chan verb
	for i := range owners {
		owners[i] = make(chan verb, i) // some have a longer desk than others
		go func(todo <-chan verb) {
			m := make(map[string]any)
			for do := range todo {
				do(m)
			}
		}(owners[i])
	}
	for r := range sm.router {
		if r.key == nil {
			for _, o := range owners {
				o <- r.do
			}
			continue
		}
		sum := 0
		for i := 0; i < len(*r.key); i++ {
			sum = sum*31 + int((*r.key)[i])
		}
		owners[uint(sum)%shards] <- r.do
	}
}

func (sm SharedMap) Set(key string, value any) {
	sm.router <- routed{&key, func(m map[string]any) { m[key] = value }}
}

func (sm SharedMap) Get(key string) (value any, found bool) {
	done := make(chan struct{})
	sm.router <- routed{&key, func(m map[string]any) {
		value, found = m[key]
		close(done)
	}}
	<-done
	return
}

func (sm SharedMap) Remove(key string) {
	sm.router <- routed{&key, func(m map[string]any) { delete(m, key) }}
}

func (sm SharedMap) Count() (n int) {
	parts := make(chan int, shards)
	sm.router <- routed{nil, func(m map[string]any) { parts <- len(m) }}
	for range shards {
		n += <-parts
	}
	return n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	value := make(chan any)
	sm.router <- routed{&key, func(m map[string]any) {
		old, found := m[key]
		m[key] = f(old, found)
		value <- m[key]
	}}
	return <-value
}
