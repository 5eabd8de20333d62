// Package rt is what instrumented code calls: a scheduler that lets one goroutine move at a time, and
// the operations (memory, channels, select, go, timers) at which it chooses who moves next.
//
// The goroutine that holds the turn is known to the scheduler, so an operation costs no look-up: it
// stops at a point, the scheduler picks among those that can move, and only when another one is
// picked is there a real switch. Outside a schedule every operation is the ordinary one.
//
// The package is not for use by hand: checker/internal/instrument writes the calls.
package rt
