package strategy

// Stop is what a strategy returns instead of a way to end the schedule at the choice.
const Stop = -1

// Moves takes given ways, and stops the schedule at the first choice for which none is given. A game in which somebody chooses the ways is made
// of it: the schedule begins anew for each choice and shows there in which ways it can go on.
type Moves struct {
	Order // how turns are dealt between the choices
	ways  []int
	used  int
	toEnd bool
}

// NewMoves returns a strategy that takes ways, and then stops. With toEnd it goes on after them, with first ways.
func NewMoves(ways []int, toEnd bool) *Moves { return &Moves{ways: ways, toEnd: toEnd} }

// Choose returns the given way. It returns Stop where none is given, and where the choice has no such way.
func (m *Moves) Choose(c Choice) int {
	if m.used == len(m.ways) {
		if m.toEnd {
			return m.Order.Choose(c)
		}
		return Stop
	}
	way := m.ways[m.used]
	if way < 0 || way >= c.Ways {
		return Stop
	}
	m.used++
	return way
}

// Used returns how many of the given ways were taken.
func (m *Moves) Used() int { return m.used }
