package instrument

import (
	"go/types"
)

// initPlan decides how the state after package initialisation is produced again before each schedule. Most initUnits are executed again. An
// initUnit that calls uninstrumented code, which may have state, runs once, and the memory of its variables is restored.
type initPlan struct {
	packages map[string]bool // the packages of the build
	restored map[string]bool // initUnits that run once, and variables whose memory is restored
	changed  map[string]bool // package variables that are assigned to, or whose address is taken
}

// initPlan computes the plan. It repeats until nothing changes, because an initUnit that uses restored variables must also run only once.
func (r *callGraph) initPlan() *initPlan {
	b := &initPlan{packages: r.packages, restored: map[string]bool{}, changed: r.changed}
	for more := true; more; {
		more = false
		for _, u := range r.initUnits {
			if !b.restored[u.key] && r.runsOnce(b, u) {
				more = true
				b.restored[u.key] = true
				r.restoreReferenced(b, u)
			}
		}
	}
	return b
}

// runsOnce reports whether u must run only once: because of a function that it calls, or because it may change a variable that is restored.
func (r *callGraph) runsOnce(b *initPlan, u initUnit) bool {
	if u.testMain {
		return true
	}
	for _, v := range u.vars {
		if b.restored[v] {
			return true
		}
	}
	for name := range r.closure(u.key, r.calls) {
		if r.callsOutside[name] || len(r.callReasons[name]) > 0 {
			return true
		}
		for _, to := range r.references[name] {
			if v := r.vars[to]; v != nil && b.restored[to] && reachesMore(v.Type()) {
				return true
			}
		}
	}
	return false
}

// restoreReferenced marks the variables that u declares, and those to which the called functions refer.
func (r *callGraph) restoreReferenced(b *initPlan, u initUnit) {
	for _, v := range u.vars {
		b.restored[v] = true
	}
	for name := range r.closure(u.key, r.calls) {
		for _, to := range r.references[name] {
			if r.vars[to] != nil {
				b.restored[to] = true
			}
		}
	}
}

// reachesMore reports whether more than the value itself can be changed through a value of t.
func reachesMore(t types.Type) bool {
	switch t := t.Underlying().(type) {
	case *types.Basic:
		return false
	case *types.Pointer:
		_, basic := t.Elem().Underlying().(*types.Basic)
		return !basic
	}
	return true
}
