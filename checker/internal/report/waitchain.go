package report

import (
	"slices"

	"sharedmap-workshop/checker/internal/goout"
)

// A waitChain is a sequence of goroutines, in which each one waits for the next. The last one may wait for an earlier one: then the
// goroutines from there on are a cycle, which is a deadlock.
type waitChain struct {
	nodes      []goout.Goroutine
	cycleStart int // the index of the node that the last one waits for; -1 if the chain has no cycle
}

// waitChainOf returns the chain that contains the goroutine of the finding. The chain is empty if no goroutine is known to wait for
// another.
func waitChainOf(f goout.Finding) waitChain {
	k := waitChain{cycleStart: -1}
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
	for ok && k.cycleStart < 0 {
		in[g.ID] = len(k.nodes)
		k.nodes = append(k.nodes, g)
		if g.WaitsFor == nil {
			break
		}
		if at, seen := in[g.WaitsFor.Goroutine]; seen {
			k.cycleStart = at
			break
		}
		g, ok = byID[g.WaitsFor.Goroutine]
	}
	if k.cycleStart < 0 {
		k.nodes = append(waitersOf(f, k.nodes, in), k.nodes...)
	}
	if len(k.nodes) < 2 && k.cycleStart < 0 {
		k.nodes = nil
	}
	return k
}

// waitersOf returns the chain of goroutines that ends in a goroutine that waits for the first node of the given chain.
func waitersOf(f goout.Finding, chain []goout.Goroutine, in map[int]int) []goout.Goroutine {
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

// contains reports whether a goroutine is in the chain.
func (k waitChain) contains(g goout.Goroutine) bool {
	for _, n := range k.nodes {
		if n.ID == g.ID {
			return true
		}
	}
	return false
}

// showsLine reports whether the picture of the chain shows a line of source.
func (k waitChain) showsLine(l goout.Location) bool {
	for _, n := range k.nodes {
		if n.File == l.File && n.Line == l.Line || n.WaitsFor != nil && n.WaitsFor.File == l.File && n.WaitsFor.Line == l.Line {
			return true
		}
	}
	return false
}

// waitedFor returns why another node waits for the i-th node: the line at which the i-th node took a lock, or the line that it does not reach.
// It returns nil if no node waits for it.
func (k waitChain) waitedFor(i int) *goout.Wait {
	for _, n := range k.nodes {
		if n.WaitsFor != nil && n.WaitsFor.Goroutine == k.nodes[i].ID {
			return n.WaitsFor
		}
	}
	return nil
}
