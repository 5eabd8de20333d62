package strategy

// MaxWays is the highest number of ways that one choice has.
const MaxWays = 24

// Kind is what a choice is about. A Cost depends on the kind.
type Kind uint8

// The kinds of choices.
const (
	Switch Kind = iota // which goroutine moves next, or whether a timer fires first
	Pick               // one of several equals, such as the ready cases of a select
	Value              // what the scenario leaves open, such as a row of its table
	Detour             // an ordinary way or a rarer one, such as the next random number
)

// Choice is a point at which a schedule can go on in several ways.
type Choice struct {
	Kind      Kind
	Continues bool // of a Switch: with the first way the goroutine that moved last goes on, so that every other way preempts it
	Timer     bool // of a Switch: with the last way a timer fires although a goroutine can move
	Ways      int  // two at least
	Spent     int  // preemptions that the scenario has counted as made
}

// Decision is a choice and the way that a schedule took.
type Decision struct {
	Choice
	Way int
}

// WaysOf returns the ways that a schedule took, for a Replay.
func WaysOf(path []Decision) []int {
	ways := make([]int, len(path))
	for i, d := range path {
		ways[i] = d.Way
	}
	return ways
}
