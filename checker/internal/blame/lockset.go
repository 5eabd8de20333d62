package blame

import (
	"go/token"
	"maps"
	"strings"
)

// A heldLock is a lock that a function holds.
type heldLock struct {
	path      accessPath
	read      bool      // locked by RLock
	at        token.Pos // where it was locked
	handedOff bool      // another goroutine, or a function value that is stored somewhere, may unlock it
}

// A lockSet is the set of locks that are held at a point, by key. The key of a lock is its accessPath.key. The other
// keys are below.
type lockSet map[string]heldLock

// Keys of a lockSet that are not the key of a lock, and prefixes of keys.
const (
	unknownLock       = "?"          // an unknown lock is held: rules that need to know which one must not apply
	uncertain         = "??"         // prefix: the lock is held on some paths to this point, not on all; alone: so is an unknown lock
	unknownCall       = "!?"         // an unknown function was called, which may have left a lock held
	movedLock         = "moved: "    // prefix: the path names another lock by now, and this one is still held
	releasedForCaller = "released: " // prefix: the function unlocked a lock that it had not locked, so its caller did
)

// isLockKey reports whether the key is that of a lock that is certainly held, even if its path names another lock by
// now.
func isLockKey(k string) bool {
	return k != unknownLock && k != unknownCall && !strings.HasPrefix(k, uncertain) && !strings.HasPrefix(k, releasedForCaller)
}

// key returns the path's key in a lockSet. Variables of the same name have different keys.
func (path accessPath) key(pkg *packageInfo) string {
	if !path.known() {
		return unknownLock
	}
	return pkg.src.fset.Position(path.root.Pos()).String() + path.root.Name() + path.fields
}

// intersect returns the locks that are held in both sets. It marks the locks that only one set has as uncertain.
func intersect(a, b lockSet) lockSet {
	out := lockSet{}
	for k, v := range a {
		if o, ok := b[k]; ok {
			v.read, v.handedOff = v.read || o.read, v.handedOff || o.handedOff
			out[k] = v
		}
	}
	for _, s := range []lockSet{a, b} {
		for k, h := range s {
			if _, ok := out[k]; ok {
				continue
			}
			if k != unknownCall && !strings.HasPrefix(k, uncertain) {
				k = uncertain + k
			}
			out[k] = h
		}
	}
	return out
}

// join intersects the sets of several paths that meet. A nil set is a path that does not get here. It returns true if no
// path does.
func join(outcomes ...lockSet) (lockSet, bool) {
	var out lockSet
	for _, w := range outcomes {
		if w == nil {
			continue
		}
		if out == nil {
			out = maps.Clone(w)
		} else {
			out = intersect(out, w)
		}
	}
	return out, out == nil
}
