// right
// The owner takes all commands that are waiting and carries out the reads before the writes, which no caller can tell: nobody returns before their answer.
package main

type command struct {
	read   bool
	do     func(m map[string]any)
	answer chan struct{}
}

// SharedMap is the way to the owner.
type SharedMap struct {
	m map[string]any // only Run touches it
	c chan *command
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{m: make(map[string]any), c: make(chan *command, 32)}
	go sm.Run()
	return sm
}

// Run takes a batch and carries it out, for ever.
func (sm SharedMap) Run() {
	var reads, writes []*command
	sort := func(cmd *command) {
		if cmd.read {
			reads = append(reads, cmd)
		} else {
			writes = append(writes, cmd)
		}
	}
	for cmd := range sm.c {
		sort(cmd)
		for more := true; more && len(reads)+len(writes) < 32; {
			select {
			case cmd := <-sm.c:
				sort(cmd)
			default:
				more = false
			}
		}
		// All of these calls are under way and none has been answered, so any order will do.
		for _, batch := range [...][]*command{reads, writes} {
			for i, cmd := range batch {
				cmd.do(sm.m)
				close(cmd.answer)
				batch[i] = nil
			}
		}
		reads, writes = reads[:0], writes[:0]
	}
}

func (sm SharedMap) call(read bool, do func(m map[string]any)) {
	cmd := &command{read: read, do: do, answer: make(chan struct{})}
	sm.c <- cmd
	<-cmd.answer
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.call(false, func(m map[string]any) { m[key] = value })
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (value any, found bool) {
	sm.call(true, func(m map[string]any) { value, found = m[key] })
	return value, found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.call(false, func(m map[string]any) { delete(m, key) })
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() (n int) {
	sm.call(true, func(m map[string]any) { n = len(m) })
	return n
}

// Update stores what f makes of what is there, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	sm.call(false, func(m map[string]any) {
		old, found := m[key]
		value = f(old, found)
		m[key] = value
	})
	return value
}
