// right
// All callers share one unbuffered reply channel: only he whose command the owner has taken is at it, so no answer can go astray; f runs in the caller while the owner waits for the value.
package main

type word int

const (
	wantsValue word = iota
	wantsCount
	bringsValue
	takesAway
	leavesAsIs
)

type message struct {
	word  word
	key   string
	value any
	stay  bool // the owner listens to this caller alone afterwards
}

type reply struct {
	value any
	found bool
	count int
}

// SharedMap is a conversation: one message there, one reply back.
type SharedMap struct {
	there chan message
	alone chan message // what follows in the same conversation
	back  chan reply
}

// NewMap returns an empty map, and starts its owner.
func NewMap() SharedMap {
	sm := SharedMap{make(chan message), make(chan message), make(chan reply)}
	go sm.Run()
	return sm
}

// Run answers each message before it hears the next.
func (sm SharedMap) Run() {
	m := map[string]any{}
	answer := func(msg message) {
		var r reply
		switch msg.word {
		case wantsValue:
			r.value, r.found = m[msg.key]
		case wantsCount:
			r.count = len(m)
		case bringsValue:
			m[msg.key] = msg.value
		case takesAway:
			delete(m, msg.key)
		}
		sm.back <- r
	}
	for {
		msg := <-sm.there
		answer(msg)
		for msg.stay {
			msg = <-sm.alone
			answer(msg)
		}
	}
}

func (sm SharedMap) say(msg message) reply {
	sm.there <- msg
	return <-sm.back
}

func (sm SharedMap) Set(key string, value any) {
	sm.say(message{word: bringsValue, key: key, value: value})
}

func (sm SharedMap) Get(key string) (any, bool) {
	r := sm.say(message{word: wantsValue, key: key})
	return r.value, r.found
}

func (sm SharedMap) Remove(key string) { sm.say(message{word: takesAway, key: key}) }

func (sm SharedMap) Count() int { return sm.say(message{word: wantsCount}).count }

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	before := sm.say(message{word: wantsValue, key: key, stay: true})
	last := message{word: leavesAsIs}
	defer func() { // also if f panics: the owner must not wait for ever
		sm.alone <- last
		<-sm.back
	}()
	value := f(before.value, before.found)
	last = message{word: bringsValue, key: key, value: value}
	return value
}
