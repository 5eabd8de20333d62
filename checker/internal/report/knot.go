package report

import (
	"slices"

	"sharedmap-workshop/checker/internal/goout"
)

// A knot is who waits for whom: a chain, or a circle that begins somewhere in it.
type knot struct {
	nodes []goout.Goroutine
	back  int // the node that the last one waits for; -1: it waits for none of them
}

// knotOf follows the waiting from the goroutine that the finding is about, and back from it. It is empty where nobody is known to wait for another.
func knotOf(f goout.Finding) knot {
	k := knot{back: -1}
	byID, in := map[int]goout.Goroutine{}, map[int]int{}
	for _, g := range f.Goroutines {
		if g.ID > 0 && g.File != "" {
			byID[g.ID] = g
		}
	}
	if len(f.Goroutines) == 0 {
		return k
	}
	first := 0
	if i := slices.IndexFunc(f.Goroutines, func(g goout.Goroutine) bool { return g.File == f.File && g.Line == f.Line }); i > 0 {
		first = i
	}
	g, ok := byID[f.Goroutines[first].ID]
	for ok && k.back < 0 {
		in[g.ID] = len(k.nodes)
		k.nodes = append(k.nodes, g)
		if g.WaitsFor == nil {
			break
		}
		if at, seen := in[g.WaitsFor.Goroutine]; seen {
			k.back = at
			break
		}
		g, ok = byID[g.WaitsFor.Goroutine]
	}
	if k.back < 0 {
		k.nodes = append(waitingFor(f, k.nodes, in), k.nodes...)
	}
	if len(k.nodes) < 2 && k.back < 0 {
		k.nodes = nil
	}
	return k
}

// waitingFor are the goroutines that wait for the first one of a chain, one for another.
func waitingFor(f goout.Finding, chain []goout.Goroutine, in map[int]int) []goout.Goroutine {
	var out []goout.Goroutine
	for len(chain) > 0 && len(out) < maxBlocked {
		first := chain[0]
		if len(out) > 0 {
			first = out[0]
		}
		found := false
		for _, g := range f.Goroutines {
			if _, seen := in[g.ID]; !seen && !found && g.WaitsFor != nil && g.WaitsFor.Goroutine == first.ID {
				in[g.ID], found = 0, true
				out = append([]goout.Goroutine{g}, out...)
			}
		}
		if !found {
			break
		}
	}
	return out
}

// has tells whether a goroutine is part of the knot.
func (k knot) has(g goout.Goroutine) bool {
	for _, n := range k.nodes {
		if n.ID == g.ID {
			return true
		}
	}
	return false
}

// shows tells whether a line of source is in the knot's picture.
func (k knot) shows(l goout.Location) bool {
	for _, n := range k.nodes {
		if n.File == l.File && n.Line == l.Line || n.WaitsFor != nil && n.WaitsFor.File == l.File && n.WaitsFor.Line == l.Line {
			return true
		}
	}
	return false
}

// waitedFor is why others wait for the i-th node: where it took their lock, or what it does not come to; nil: nobody does.
func (k knot) waitedFor(i int) *goout.Wait {
	for _, n := range k.nodes {
		if n.WaitsFor != nil && n.WaitsFor.Goroutine == k.nodes[i].ID {
			return n.WaitsFor
		}
	}
	return nil
}
