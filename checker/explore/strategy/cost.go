package strategy

// Cost returns what a way of a choice costs. The first way costs nothing.
type Cost func(c Choice, way int) int

// Preemptions counts context switches away from a goroutine that could have gone on, and timers that fire before their time.
//
// Source: M. Musuvathi, S. Qadeer, "Iterative Context Bounding for Systematic Testing of Multithreaded Programs", PLDI 2007.
func Preemptions(c Choice, way int) int {
	if way == 0 {
		return 0
	}
	switch c.Kind {
	case Switch:
		if c.Continues || c.Timer && way == c.Ways-1 {
			return 1
		}
	case Detour:
		return 1
	}
	return 0
}

// Delays counts the goroutines that are passed over. The number of schedules within so many delays does not depend on the number of
// goroutines that wait, unlike the number of those within so many preemptions: a switch away from a goroutine that has to wait costs
// no preemption, and each of the others may be next.
//
// Source: M. Emmi, S. Qadeer, Z. Rakamarić, "Delay-Bounded Scheduling", POPL 2011.
func Delays(c Choice, way int) int {
	switch {
	case way == 0 || c.Kind == Value:
		return 0
	case c.Kind == Detour:
		return 1
	}
	return way
}
