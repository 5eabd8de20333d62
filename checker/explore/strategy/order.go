package strategy

import "math"

// Order is the strategy that always takes the first way. Orders differ in who comes first. Their names are part of saved schedules.
type Order string

// The orders.
const (
	Fair       Order = ""      // a goroutine goes on for a good while, then others come first
	RunToBlock Order = "whole" // a goroutine goes on until it must wait
	RoundRobin Order = "round" // a goroutine goes on for a step or two; a new goroutine comes first
)

// fairLimit is how many steps in a row a goroutine makes under Fair. A goroutine that spins must not keep others from moving.
const fairLimit = 150

// Choose returns the first way.
func (Order) Choose(Choice) int { return 0 }

// Turns returns the limit of the order.
func (o Order) Turns() Turns {
	switch o {
	case RunToBlock:
		return Turns{Limit: math.MaxInt}
	case RoundRobin:
		return Turns{Limit: 0, NewestFirst: true}
	}
	return Turns{Limit: fairLimit}
}
