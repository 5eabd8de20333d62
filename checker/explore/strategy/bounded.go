package strategy

import "slices"

// Bounded lists the schedules that cost no more than a bound, those that cost less first, so that the first one that is wrong is a
// simple one. With Preemptions that is iterative context bounding.
type Bounded struct {
	cost    Cost
	pending [][]branch // by cost
}

// branch is a schedule that is still to be tried. It takes the ways of an earlier schedule up to a choice, and another way there.
type branch struct {
	path []Decision
	at   int
	way  int
}

// NewBounded returns a search that has only the schedule of all first ways to try yet.
func NewBounded(cost Cost, bound int) *Bounded {
	b := &Bounded{cost: cost, pending: make([][]branch, bound+1)}
	b.pending[0] = []branch{{}}
	return b
}

// Lowest returns the lowest cost of the schedules that are still to be tried, or -1 where there are none.
func (b *Bounded) Lowest() int {
	return slices.IndexFunc(b.pending, func(list []branch) bool { return len(list) > 0 })
}

// Next takes the schedule that is to be tried next, and returns the ways that it begins with. It reports false where there is none.
func (b *Bounded) Next() (ways []int, ok bool) {
	i := b.Lowest()
	if i < 0 {
		return nil, false
	}
	last := len(b.pending[i]) - 1
	next := b.pending[i][last]
	b.pending[i] = b.pending[i][:last]
	return next.ways(), true
}

func (n branch) ways() []int {
	if n.path == nil {
		return nil
	}
	return append(WaysOf(n.path[:n.at]), n.way)
}

// Expand adds the schedules that take another way than path at one of its choices, as far as the bound allows. The choices before
// the one at index from have been expanded already.
func (b *Bounded) Expand(path []Decision, from int) {
	spent := 0
	for at, d := range path {
		for way := d.Ways - 1; way > 0 && at >= from; way-- {
			if total := spent + d.Spent + b.cost(d.Choice, way); total < len(b.pending) {
				b.pending[total] = append(b.pending[total], branch{path, at, way})
			}
		}
		spent += b.cost(d.Choice, d.Way)
	}
}
