// Package rt is the mechanism of the explorer: a scheduler that lets one goroutine move at a time, and the operations (memory,
// channels, select, go, timers) of instrumented code. Which goroutine moves next is for a strategy to decide (package strategy).
//
// Instrumented code calls this package in place of the ordinary operations. `n++` becomes
//
//	explore_rt_.Write(&n, 1).Set(explore_rt_.Read(&n, 2) + 1)
//
// An operation is a scheduling point: the goroutine stops before it, the scheduler lists the goroutines that can move, and the strategy
// takes one of them. Only where that is another goroutine is there a real switch. Outside of a schedule every operation is the ordinary
// one.
//
// The calls are written by checker/internal/instrument, and by the packages in explore/shim that stand in for sync, time and the like.
package rt
