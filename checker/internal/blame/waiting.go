package blame

import (
	"go/ast"
	"go/types"
	"maps"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
)

// A blockedGoroutine is a goroutine that waits, found in the source.
type blockedGoroutine struct {
	goout.Goroutine
	u     *packageInfo
	fns   []*function // of each frame that was found, innermost first
	lines []goout.Location
	op    op
	found bool         // op is known
	wants []accessPath // op's variable, as each frame names it
	must  []lockSet    // held in each frame
	may   []lockSet
	given []types.Object // locks of outer frames that an inner frame has given back
}

// waiter finds a goroutine's frames in the source, and what it waits for and holds.
func (s *sources) waiter(g goout.Goroutine) (*blockedGoroutine, bool) {
	w := &blockedGoroutine{Goroutine: g}
	for _, l := range g.Stack {
		u, f, ok := s.place(l)
		if !ok || w.u != nil && u != w.u {
			break
		}
		w.u = u
		w.fns, w.lines = append(w.fns, f), append(w.lines, l)
	}
	if w.u == nil {
		return nil, false
	}
	w.op, w.found = w.u.opAt(w.fns[0], w.lines[0].Line, w.kinds()...)
	w.follow()
	return w, true
}

// kinds are the operations that the goroutine's state can be of.
func (w *blockedGoroutine) kinds() []opKind {
	state, _, _ := strings.Cut(w.State, " (")
	switch {
	case w.State == "chan send" || state == "chan send":
		return []opKind{opSend}
	case state == "chan receive":
		return []opKind{opReceive, opCtxDone, opTimer, opRange}
	case state == "select":
		return []opKind{opSelect}
	case state == "sync.WaitGroup.Wait":
		return []opKind{opWait}
	case state == "sync.Cond.Wait":
		return []opKind{opCondWait}
	}
	switch {
	case strings.HasSuffix(w.Via, "RWMutex).RLock"):
		return []opKind{opRLock}
	case strings.HasSuffix(w.Via, "Mutex).Lock"):
		return []opKind{opLock}
	case strings.HasSuffix(w.Via, "WaitGroup).Wait"):
		return []opKind{opWait}
	case strings.HasSuffix(w.Via, "Once).Do"):
		return []opKind{opOnceDo}
	case w.Via == "" && state == "sync.RWMutex.RLock":
		return []opKind{opRLock}
	case w.Via == "" && (state == "sync.Mutex.Lock" || state == "sync.RWMutex.Lock"):
		return []opKind{opLock}
	}
	return nil
}

// follow tells for every frame what is held there, and how it names what the goroutine waits for.
func (w *blockedGoroutine) follow() {
	want := w.op.ref
	for i, f := range w.fns {
		if i > 0 {
			want = w.u.translate(want, w.fns[i-1], f, w.lines[i].Line)
		}
		must, may := w.heldIn(i)
		w.dropReleased(must, may)
		if i == 0 && w.found {
			w.given = w.u.givenBack(f, w.op.node.Pos())
		}
		w.wants, w.must, w.may = append(w.wants, want), append(w.must, must), append(w.may, may)
	}
}

// dropGiven forgets locks that an inner frame has given back meanwhile.
func (w *blockedGoroutine) dropReleased(states ...lockSet) {
	for _, s := range states {
		maps.DeleteFunc(s, func(_ string, h heldLock) bool {
			return h.ref.known() && slices.Contains(w.given, w.u.aliasClassOf(h.ref))
		})
	}
}

func (w *blockedGoroutine) heldIn(i int) (must, may lockSet) {
	f := w.fns[i]
	if i == 0 {
		if w.found {
			must, may, _ = w.u.heldAt(f, w.op.node.Pos())
			return must, may
		}
		return lockSet{}, lockSet{}
	}
	must, may = lockSet{}, lockSet{}
	w.u.eachCall(f, w.lines[i].Line, func(c *ast.CallExpr) {
		if called := w.u.called(c); called == w.fns[i-1] || len(must) == 0 {
			must, may, _ = w.u.heldAt(f, c.Pos())
		}
	})
	return must, may
}

// A lockInUse is a lock that a blocked goroutine holds, and the line where it took it.
type lockInUse struct {
	heldLock
	frame int
	at    goout.Location
}

// holdings lists the locks that the goroutine may hold, in all of its frames.
func (w *blockedGoroutine) holdings() []lockInUse {
	var out []lockInUse
	for i, s := range w.may {
		for _, k := range sortedKeys(s) {
			if !named(k) || s[k].lent {
				continue
			}
			out = append(out, lockInUse{s[k], i, w.u.at(s[k].at)})
		}
	}
	return out
}

func (w *blockedGoroutine) locking() bool {
	return w.found && (w.op.kind == opLock || w.op.kind == opRLock)
}

func (w *blockedGoroutine) here() goout.Location {
	return goout.Location{File: w.File, Line: w.Line, Func: w.Func}
}

// holdsClass finds a lock of the class among what the goroutine holds. Of several, nobody can say which one is meant: then there is no line.
func (w *blockedGoroutine) holdsClass(o op) (lockInUse, bool) {
	var found []lockInUse
	for _, h := range w.holdings() {
		if o.class != nil && w.u.aliasClassOf(h.ref) == o.class {
			found = append(found, h)
		}
	}
	switch len(found) {
	case 0:
		return lockInUse{}, false
	case 1:
		return found[0], true
	}
	found[0].at = goout.Location{}
	return found[0], true
}
