package rt

// Alone says whether the goroutine that moves is to go on until it must wait, and then whoever was first in line: of what comes until it is
// taken back only one order is tried.
func (s *Sched) Alone(on bool) { s.alone = on }
