package goout

import (
	"cmp"
	"slices"
	"strings"
)

// A lockWatchBlock reads a report of go-deadlock, a library whose mutexes watch how they are used:
//
//	POTENTIAL DEADLOCK:
//	Previous place where the lock was grabbed
//	goroutine 21 lock 0xc000014088
//	main.go:18 main.transfer { a.mu.Lock() } <<<<<
type lockWatchBlock struct {
	cause  string
	groups []watchedLock
	lines  int
	idle   int // how many lines in a row were not part of the report
}

// CauseLockOrder is the cause of a deadlock that go-deadlock warns of before it happens: two locks are taken in opposite
// orders.
const CauseLockOrder = "lock-order"

// A watchedLock is one place of the report at which a lock is taken.
type watchedLock struct {
	goroutine int
	places    []Frame // the marked line first
	marked    bool
	state     string // what the marked line's goroutine waits for, by the name of its call
}

// startLockWatch returns a new lockWatchBlock if the line is the first line of a report.
func startLockWatch(line string) (*lockWatchBlock, bool) {
	i := strings.Index(line, "POTENTIAL DEADLOCK:")
	if i < 0 {
		return nil, false
	}
	b := &lockWatchBlock{cause: "lock-slow"}
	b.classify(line)
	return b, true
}

// classify sets the cause by the words of the report.
func (b *lockWatchBlock) classify(line string) {
	switch lower := strings.ToLower(line); {
	case strings.Contains(lower, "recursive locking"), strings.Contains(lower, "duplicate locking"):
		b.cause = "lock-again"
	case strings.Contains(lower, "inconsistent locking"):
		b.cause = CauseLockOrder
	}
}

// feed handles a line of the report.
func (b *lockWatchBlock) feed(line string) blockResult {
	if b.lines++; endsCrash(line) || b.lines > 2*maxReport || strings.HasPrefix(line, "Other goroutines holding locks:") || strings.HasPrefix(line, "Here is what goroutine ") || strings.HasPrefix(line, "All current goroutines:") {
		return endBlock
	}
	b.classify(line)
	if i := strings.Index(line, "goroutine "); i >= 0 && strings.Contains(line, " lock 0x") {
		id, _ := number(line[i+len("goroutine "):])
		b.groups = append(b.groups, watchedLock{goroutine: id})
		return continueBlock
	}
	if line == "" || strings.HasPrefix(line, "happened ") {
		b.split()
		return continueBlock
	}
	if f, marked, ok := watchedPlace(line); ok {
		b.idle = 0
		b.add(f, line, marked)
		return continueBlock
	}
	if b.idle++; b.idle > 20 {
		return endBlock
	}
	return continueBlock
}

// split begins a new place if the last one has its line.
func (b *lockWatchBlock) split() {
	if n := len(b.groups); n > 0 && len(b.groups[n-1].places) > 0 {
		b.groups = append(b.groups, watchedLock{})
	}
}

// watchedPlace parses `../app/main.go:18 main.transfer { a.mu.Lock() } <<<<<`.
func watchedPlace(line string) (f Frame, marked, ok bool) {
	place, rest, ok := strings.Cut(strings.TrimLeft(line, " \t"), " ")
	if !ok {
		return f, false, false
	}
	fn, _, _ := strings.Cut(rest, " ")
	at := location(place)
	if at.File == "" || !strings.Contains(fn, ".") {
		return f, false, false
	}
	return Frame{Func: fn, File: at.File, Line: at.Line}, strings.HasSuffix(line, "<<<<<"), true
}

// add keeps a place. The marked place is the one that takes the lock.
func (b *lockWatchBlock) add(f Frame, line string, marked bool) {
	if len(b.groups) == 0 {
		b.groups = append(b.groups, watchedLock{})
	}
	g := &b.groups[len(b.groups)-1]
	if len(g.places) < MaxStack && (marked || !g.marked || len(g.places) > 0) {
		g.places = append(g.places, f)
		g.marked = g.marked || marked
		if marked && strings.Contains(line, ".RLock()") {
			g.state = "sync.RWMutex.RLock"
		}
	}
}

// findings returns the deadlock that the report is about: the place that waits, then the place that holds the lock.
func (b *lockWatchBlock) findings() []Finding {
	found := b.lockPlaces()
	if len(found) == 0 {
		return nil
	}
	f := Finding{Kind: KindDeadlock, Cause: b.cause}
	if b.cause == CauseLockOrder { // the report warns of an order of locks, and nobody waits yet
		f.MoveTo(found[0])
		f.addOthers(found[1:])
		return []Finding{f}
	}
	waits, holds := found[0], found[min(1, len(found)-1)]
	if b.cause == "lock-slow" { // the place that took the lock comes first
		waits, holds = holds, waits
	}
	f.MoveTo(waits)
	if len(found) > 1 {
		id := holds.ID
		if id == 0 { // the report gives the number only once if one goroutine did both
			id = waits.ID
		}
		waits.WaitsFor = &Wait{Goroutine: id, File: holds.File, Line: holds.Line, Held: true}
	}
	f.Goroutines = []Goroutine{waits}
	return []Finding{f}
}

// addOthers adds the places of the goroutines that the finding does not name yet.
func (f *Finding) addOthers(at []Goroutine) {
	for _, g := range at {
		l := Location{File: g.File, Line: g.Line, Func: g.Func}
		if (l != Location{File: f.File, Line: f.Line, Func: f.Func}) && !slices.Contains(f.Other, l) {
			f.Other = append(f.Other, l)
		}
	}
}

// lockPlaces returns the place at which each group of the report takes its lock.
func (b *lockWatchBlock) lockPlaces() []Goroutine {
	var out []Goroutine
	for _, g := range b.groups {
		for _, p := range g.places {
			if p.IsUser() || len(g.places) == 1 {
				l := Location{File: p.File, Line: p.Line, Func: ShortFunc(p.Func)}
				out = append(out, Goroutine{ID: g.goroutine, State: cmp.Or(g.state, "sync.Mutex.Lock"), File: l.File, Line: l.Line, Func: l.Func, Stack: []Location{l}})
				break
			}
		}
	}
	return out
}
