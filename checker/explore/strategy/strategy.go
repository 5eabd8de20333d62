// Package strategy decides how a schedule goes on where it can go on in several ways: which goroutine moves next, which ready
// case a select takes, which waiter a signal wakes, which number a random function returns.
//
// The scheduler (package rt) lists the ways of a choice and asks a Strategy for one of them. The first way is always the ordinary
// one: the goroutine that moved last moves again. The strategies here are:
//
//	Order    takes the first way: Fair, RunToBlock and RoundRobin
//	Replay   takes recorded ways, and leaves the choices after them to another strategy
//	Random   takes ways at random, preemptions rarely
//	Moves    takes given ways, and stops the schedule after them
//
// Bounded is not a strategy but makes one for each schedule: it lists all schedules within a bound, the cheapest first. A Cost says
// what a way costs: Preemptions or Delays.
//
// The package knows neither goroutines nor channels, and it starts nothing.
package strategy

// Strategy decides the choices of one schedule.
type Strategy interface {
	// Choose returns the way that the schedule takes at c. Where c has no such way, the schedule takes the first one and has diverged. With Stop
	// the schedule ends at c.
	Choose(c Choice) int

	// Turns returns how the scheduler deals turns where it does not ask.
	Turns() Turns
}

// Turns is how long a goroutine may go on, and who comes after it.
type Turns struct {
	Limit       int  // after more steps than these in a row, other goroutines come first
	NewestFirst bool // the goroutine that was started last is listed first
}
