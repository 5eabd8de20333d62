// right
// Eight owners have a shard each; Count pauses all of them, in order, before it adds up.
package main

const shardOwners = 8

type shardCommand struct {
	do   func(m map[string]any)
	done chan struct{}
}

type SharedMap struct {
	shards *[shardOwners]chan shardCommand
}

func NewMap() SharedMap {
	sm := SharedMap{shards: new([shardOwners]chan shardCommand)}
	for i := range sm.shards {
		sm.shards[i] = make(chan shardCommand)
	}
	go sm.Run()
	return sm
}

// Run owns shard 0 and starts the owners of the others.
func (sm SharedMap) Run() {
	for _, c := range sm.shards[1:] {
		go ownShard(c)
	}
	ownShard(sm.shards[0])
}

func ownShard(c chan shardCommand) {
	m := make(map[string]any)
	for cmd := range c {
		cmd.do(m)
		close(cmd.done)
	}
}

func (sm SharedMap) at(key string, do func(m map[string]any)) {
	h := uint32(2166136261)
	for i := 0; i < len(key); i++ {
		h = (h ^ uint32(key[i])) * 16777619
	}
	done := make(chan struct{})
	sm.shards[h%shardOwners] <- shardCommand{do, done}
	<-done
}

func (sm SharedMap) Set(key string, value any) {
	sm.at(key, func(m map[string]any) { m[key] = value })
}

func (sm SharedMap) Get(key string) (value any, found bool) {
	sm.at(key, func(m map[string]any) { value, found = m[key] })
	return value, found
}

func (sm SharedMap) Remove(key string) {
	sm.at(key, func(m map[string]any) { delete(m, key) })
}

func (sm SharedMap) Count() int {
	total, sizes, goOn := 0, make(chan int), make(chan struct{})
	defer close(goOn)
	for _, c := range sm.shards { // ascending, so that two Counts never wait for each other
		c <- shardCommand{done: make(chan struct{}), do: func(m map[string]any) {
			sizes <- len(m)
			<-goOn
		}}
		total += <-sizes
	}
	return total
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	sm.at(key, func(m map[string]any) {
		old, found := m[key]
		value = f(old, found)
		m[key] = value
	})
	return value
}
