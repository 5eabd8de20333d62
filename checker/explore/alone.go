package explore

// Alone runs f, a part of the scenario that others come neither beside nor between: what it does is tried in one order only. It is for
// what comes before the goroutines of a scenario are started, and behind their end.
func (t *T) Alone(f func()) {
	t.s.OneOrder(true)
	defer t.s.OneOrder(false)
	f()
}
