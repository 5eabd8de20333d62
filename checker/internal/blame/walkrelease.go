package blame

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// release removes a lock. If the path is not that of a held lock, the lock may be held under another path; then it is
// uncertain which lock was unlocked.
func (w *walker) release(path accessPath, at token.Pos, s lockSet) {
	if _, held := s[unknownLock]; held && !path.known() {
		delete(s, unknownLock)
		return
	}
	k := path.key(w.pkg)
	if _, held := s[k]; held && path.known() {
		delete(s, k)
		return
	}
	if _, perhaps := s[uncertain+k]; perhaps && path.known() {
		delete(s, uncertain+k)
		return
	}
	if w.releaseAlias(path, s) {
		return
	}
	if _, held := s[unknownLock]; held {
		delete(s, unknownLock)
		s[uncertain] = heldLock{}
		return
	}
	if path.known() {
		s[releasedForCaller+k] = heldLock{path: path, at: at}
	}
}

// releaseAlias removes the first of the locks that the path may name under another name. The others remain held, under
// keys that no path has.
func (w *walker) releaseAlias(path accessPath, s lockSet) bool {
	keys := w.aliasKeys(path, s)
	if len(keys) == 0 {
		return false
	}
	slices.SortFunc(keys, func(a, b string) int { return int(s[a].at - s[b].at) })
	delete(s, keys[0])
	for _, k := range keys[1:] {
		w.forgetName(k, s)
	}
	s[uncertain] = heldLock{}
	return true
}

// aliasKeys returns the keys of the held locks that the path may name: locks of its alias class whose own path names
// another lock by now, or, if there are none, all locks of the class.
func (w *walker) aliasKeys(path accessPath, s lockSet) []string {
	var moved, all []string
	for k, h := range s {
		if !isLockKey(k) || path.known() && w.pkg.aliasClassOf(h.path) != w.pkg.aliasClassOf(path) {
			continue
		}
		all = append(all, k)
		if strings.HasPrefix(k, movedLock) {
			moved = append(moved, k)
		}
	}
	if len(moved) > 0 {
		return moved
	}
	return all
}

// assign moves the locks whose path depends on a variable that the statement assigns: the path names another lock
// afterwards.
func (w *walker) assign(n ast.Node, s lockSet) {
	for _, t := range w.pkg.targets(n) {
		for k, h := range s {
			switch {
			case !slices.Contains(h.path.dependsOn, t.object):
			case isLockKey(k):
				w.forgetName(k, s)
			case strings.HasPrefix(k, uncertain):
				delete(s, k)
				s[uncertain] = heldLock{}
			}
		}
	}
}

// forgetName moves a held lock to a key that no path has. A deferred call that unlocks the lock still does.
func (w *walker) forgetName(k string, s lockSet) {
	if strings.HasPrefix(k, movedLock) {
		return
	}
	h := s[k]
	h.path.unstable = true
	to := movedLock + k + w.pkg.src.fset.Position(h.at).String()
	delete(s, k)
	s[to] = h
	if d, ok := w.deferred[k]; ok {
		w.deferred[to] = d
	}
}
