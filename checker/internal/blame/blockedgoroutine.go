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
	pkg       *packageInfo
	functions []*function // the function of each frame that was found, innermost first
	lines     []goout.Location
	op        op
	found     bool           // whether op is known
	wants     []accessPath   // the variable of op, as each frame names it
	must      []lockSet      // the locks that each frame certainly holds
	may       []lockSet      // the locks that each frame may hold
	released  []types.Object // alias classes of outer frames' locks that the innermost frame has unlocked
}

// blockedGoroutine finds a goroutine's frames in the source, the operation that it waits at, and the locks that it
// holds.
func (s *sources) blockedGoroutine(g goout.Goroutine) (*blockedGoroutine, bool) {
	w := &blockedGoroutine{Goroutine: g}
	for _, l := range g.Stack {
		pkg, f, ok := s.functionAt(l)
		if !ok || w.pkg != nil && pkg != w.pkg {
			break
		}
		w.pkg = pkg
		w.functions, w.lines = append(w.functions, f), append(w.lines, l)
	}
	if w.pkg == nil {
		return nil, false
	}
	w.op, w.found = w.pkg.opAt(w.functions[0], w.lines[0].Line, w.kinds()...)
	w.resolveFrames()
	return w, true
}

// kinds returns the kinds of operations at which a goroutine can wait in this state.
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

// resolveFrames finds for every frame the held locks, and the frame's path for what the goroutine waits for.
func (w *blockedGoroutine) resolveFrames() {
	want := w.op.path
	for i, f := range w.functions {
		if i > 0 {
			want = w.pkg.pathInCallerAt(want, w.functions[i-1], f, w.lines[i].Line)
		}
		must, may := w.heldIn(i)
		w.dropReleased(must, may)
		if i == 0 && w.found {
			w.released = w.pkg.releasedForCallers(f, w.op.node.Pos())
		}
		w.wants, w.must, w.may = append(w.wants, want), append(w.must, must), append(w.may, may)
	}
}

// dropReleased removes the locks that the innermost frame has unlocked.
func (w *blockedGoroutine) dropReleased(states ...lockSet) {
	for _, s := range states {
		maps.DeleteFunc(s, func(_ string, h heldLock) bool {
			return h.path.known() && slices.Contains(w.released, w.pkg.aliasClassOf(h.path))
		})
	}
}

// heldIn returns the locks that the i-th frame certainly holds and may hold.
func (w *blockedGoroutine) heldIn(i int) (must, may lockSet) {
	f := w.functions[i]
	if i == 0 {
		if w.found {
			must, may, _ = w.pkg.heldAt(f, w.op.node.Pos())
			return must, may
		}
		return lockSet{}, lockSet{}
	}
	must, may = lockSet{}, lockSet{}
	w.pkg.eachCall(f, w.lines[i].Line, func(c *ast.CallExpr) {
		if called := w.pkg.staticCallee(c); called == w.functions[i-1] || len(must) == 0 {
			must, may, _ = w.pkg.heldAt(f, c.Pos())
		}
	})
	return must, may
}

// A lockInUse is a lock that a blocked goroutine holds, the frame that took it and the line.
type lockInUse struct {
	heldLock
	frame int
	at    goout.Location
}

// heldLocks returns the locks that the goroutine may hold, in all of its frames.
func (w *blockedGoroutine) heldLocks() []lockInUse {
	var out []lockInUse
	for i, s := range w.may {
		for _, k := range sortedKeys(s) {
			if !isLockKey(k) || s[k].handedOff {
				continue
			}
			out = append(out, lockInUse{s[k], i, w.pkg.location(s[k].at)})
		}
	}
	return out
}

// waitsForLock reports whether the goroutine waits for a lock.
func (w *blockedGoroutine) waitsForLock() bool {
	return w.found && (w.op.kind == opLock || w.op.kind == opRLock)
}

// location returns the line at which the goroutine waits.
func (w *blockedGoroutine) location() goout.Location {
	return goout.Location{File: w.File, Line: w.Line, Func: w.Func}
}

// holdsClass returns a held lock of the alias class that o is on. If there are several, it returns the first one without
// a line.
func (w *blockedGoroutine) holdsClass(o op) (lockInUse, bool) {
	var found []lockInUse
	for _, h := range w.heldLocks() {
		if o.class != nil && w.pkg.aliasClassOf(h.path) == o.class {
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
