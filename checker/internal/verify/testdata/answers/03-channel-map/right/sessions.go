// right
// A caller opens a session, a private pair of channels, and the owner listens to nobody else until the caller has closed it; an update is a session of two questions.

package main

// SharedMap is the door to the owner.
type SharedMap struct {
	door chan session
}

type session struct {
	say  chan sentence
	hear chan word
}

// sentence is one thing that a caller says: a verb and what belongs to it.
type sentence struct {
	verb  string
	key   string
	value any
}

type word struct {
	value any
	yes   bool
	n     int
}

// NewMap returns an empty map, ready for use.
func NewMap() SharedMap {
	sm := SharedMap{door: make(chan session)}
	go sm.Run()
	return sm
}

// Run lets in one caller after the other.
func (sm SharedMap) Run() {
	m := make(map[string]any)
	for s := range sm.door {
		for said := range s.say {
			switch said.verb {
			case "put":
				m[said.key] = said.value
			case "drop":
				delete(m, said.key)
			case "look":
				value, found := m[said.key]
				s.hear <- word{value: value, yes: found}
			case "size":
				s.hear <- word{n: len(m)}
			}
		}
	}
}

func (sm SharedMap) open() session {
	s := session{make(chan sentence), make(chan word)}
	sm.door <- s
	return s
}

func (s session) ask(verb, key string) word {
	s.say <- sentence{verb: verb, key: key}
	return <-s.hear
}

func (s session) bye() { close(s.say) }

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	s := sm.open()
	defer s.bye()
	s.say <- sentence{"put", key, value}
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	s := sm.open()
	defer s.bye()
	w := s.ask("look", key)
	return w.value, w.yes
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	s := sm.open()
	defer s.bye()
	s.say <- sentence{verb: "drop", key: key}
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	s := sm.open()
	defer s.bye()
	return s.ask("size", "").n
}

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	s := sm.open()
	defer s.bye()
	old := s.ask("look", key)
	value := f(old.value, old.yes)
	s.say <- sentence{"put", key, value}
	return value
}
