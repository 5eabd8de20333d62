// right
// Set and Remove only put a note into a buffered channel; Get, Count and Update come by another channel, and the owner carries out all the notes that lie there before it answers one of them.
package main

type note func(m map[string]any)

// SharedMap is a map with a letter box for changes and a door for questions.
type SharedMap struct {
	letters chan note // buffered: nobody waits for a change to be carried out
	door    chan note // unbuffered: he who asks waits
}

// NewMap returns an empty map, and starts its owner.
func NewMap() SharedMap {
	sm := SharedMap{letters: make(chan note, 32), door: make(chan note)}
	go sm.Run()
	return sm
}

// Run empties the letter box whenever it has nothing else to do, and always before it answers.
// A change whose call has returned lies in the box, so nobody is told less than he can know.
func (sm SharedMap) Run() {
	m := map[string]any{}
	for {
		select {
		case letter := <-sm.letters:
			letter(m)
		case asked := <-sm.door:
			for range len(sm.letters) { // Run alone takes letters out
				(<-sm.letters)(m)
			}
			asked(m)
		}
	}
}

func (sm SharedMap) Set(key string, value any) {
	sm.letters <- func(m map[string]any) { m[key] = value }
}

func (sm SharedMap) Remove(key string) {
	sm.letters <- func(m map[string]any) { delete(m, key) }
}

func (sm SharedMap) Get(key string) (value any, found bool) {
	sm.ask(func(m map[string]any) { value, found = m[key] })
	return value, found
}

func (sm SharedMap) Count() (n int) {
	sm.ask(func(m map[string]any) { n = len(m) })
	return n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	sm.ask(func(m map[string]any) {
		old, found := m[key]
		value = f(old, found)
		m[key] = value
	})
	return value
}

func (sm SharedMap) ask(question note) {
	answered := make(chan struct{})
	sm.door <- func(m map[string]any) {
		defer close(answered)
		question(m)
	}
	<-answered
}
