// right
// the owner keeps a journal of what was set and removed, reads it backwards for Get, replays it for Count, and writes it anew when it grows long.
package main

type line struct {
	key     string
	value   any
	removed bool
}

type question struct {
	line   line
	write  bool
	number bool // how many keys?
	f      func(old any, found bool) any
	answer chan line
	count  chan int
}

type SharedMap struct {
	c chan question
}

func NewMap() SharedMap {
	sm := SharedMap{c: make(chan question)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	var journal []line
	for q := range sm.c {
		switch {
		case q.write:
			journal = append(journal, q.line)
		case q.number:
			journal = anew(journal)
			q.count <- len(journal)
		case q.f != nil:
			last := lookup(journal, q.line.key)
			v := q.f(last.value, !last.removed)
			l := line{key: q.line.key, value: v}
			journal = append(journal, l)
			q.answer <- l
		default:
			q.answer <- lookup(journal, q.line.key)
		}
		if len(journal) > 4096 {
			if short := anew(journal); len(short) < 2048 {
				journal = short
			}
		}
	}
}

func lookup(journal []line, key string) line {
	for i := len(journal) - 1; i >= 0; i-- {
		if journal[i].key == key {
			return journal[i]
		}
	}
	return line{key: key, removed: true}
}

// anew keeps the last line of each key that is there.
func anew(journal []line) []line {
	seen := make(map[string]bool)
	var short []line
	for i := len(journal) - 1; i >= 0; i-- {
		if l := journal[i]; !seen[l.key] {
			seen[l.key] = true
			if !l.removed {
				short = append(short, l)
			}
		}
	}
	return short
}

func (sm SharedMap) Set(key string, value any) {
	sm.c <- question{write: true, line: line{key: key, value: value}}
}

func (sm SharedMap) Get(key string) (any, bool) {
	q := question{line: line{key: key}, answer: make(chan line, 1)}
	sm.c <- q
	l := <-q.answer
	return l.value, !l.removed
}

func (sm SharedMap) Remove(key string) {
	sm.c <- question{write: true, line: line{key: key, removed: true}}
}

func (sm SharedMap) Count() int {
	q := question{number: true, count: make(chan int, 1)}
	sm.c <- q
	return <-q.count
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	q := question{line: line{key: key}, f: f, answer: make(chan line, 1)}
	sm.c <- q
	return (<-q.answer).value
}
