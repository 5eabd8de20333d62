package report

import (
	"regexp"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
)

// A heldLock is a lock and who holds it.
type heldLock struct {
	object int
	name   string // as the line that took it spells it: m.mu
	who    string
	file   string
	line   int
	shared bool // held for reading: others may hold it too
}

// lockTable knows who holds which lock at a point of a schedule.
type lockTable struct{ all []heldLock }

func newLockTable() *lockTable { return &lockTable{} }

// takesLock reports whether an event takes a lock.
func takesLock(e goout.Event) bool {
	switch e.Op {
	case "lock", "rlock":
		return e.Object > 0 && e.Value != "waits" // a writer that waits for readers does not have the lock yet
	case "trylock", "tryrlock":
		return e.Object > 0 && e.Value != "held"
	}
	return false
}

// apply notes what an event does to the locks.
func (t *lockTable) apply(e goout.Event) {
	switch {
	case takesLock(e):
		t.all = append(t.all, heldLock{e.Object, lockName(e.Code), e.Goroutine, e.File, e.Line, strings.HasSuffix(e.Op, "rlock")})
	case e.Op == "unlock" || e.Op == "runlock":
		t.release(e)
	}
}

// release removes a lock. A read lock is that of the goroutine which unlocks, if it has one: any goroutine may unlock.
func (t *lockTable) release(e goout.Event) {
	i := slices.IndexFunc(t.all, func(h heldLock) bool { return h.object == e.Object && h.who == e.Goroutine })
	if i < 0 {
		i = slices.IndexFunc(t.all, func(h heldLock) bool { return h.object == e.Object })
	}
	if i >= 0 {
		t.all = slices.Delete(t.all, i, i+1)
	}
}

// held returns the locks that are held.
func (t *lockTable) held() []heldLock { return t.all }

// holder returns who holds an object, and false if nobody does.
func (t *lockTable) holder(object int) (heldLock, bool) {
	i := slices.IndexFunc(t.all, func(h heldLock) bool { return object > 0 && h.object == object })
	if i < 0 {
		return heldLock{}, false
	}
	return t.all[i], true
}

// lockCall matches a call that takes a lock.
var lockCall = regexp.MustCompile(`([\w.\[\]"]+)\.(?:Try)?R?Lock\(`)

// lockName returns the lock that a line takes, as the line spells it, or "" if it does not name one.
func lockName(code string) string {
	if m := lockCall.FindStringSubmatch(code); m != nil {
		return m[1]
	}
	return ""
}
