package strategy

// Replay takes recorded ways, one a choice.
type Replay struct {
	ways []int
	next int
	then Strategy
}

// NewReplay returns a strategy that takes ways, and leaves the choices after them to another strategy, whose turns it has.
func NewReplay(ways []int, then Strategy) *Replay { return &Replay{ways: ways, then: then} }

// Choose returns the recorded way.
func (r *Replay) Choose(c Choice) int {
	if r.next == len(r.ways) {
		return r.then.Choose(c)
	}
	way := r.ways[r.next]
	r.next++
	return way
}

// Turns returns the turns of the strategy that goes on afterwards.
func (r *Replay) Turns() Turns { return r.then.Turns() }
