package rt

// Spend counts n preemptions as made: the schedule has so many fewer left.
func (g *G) Spend(n int) { g.s.spent += n }
