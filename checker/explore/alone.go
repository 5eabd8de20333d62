package explore

// Alone runs f, and tries only one order of what happens in it. It is for parts of a scenario during which no other goroutine of interest
// runs: before the goroutines are started, and after they have ended.
func (t *T) Alone(f func()) {
	t.s.OneOrder(true)
	defer t.s.OneOrder(false)
	f()
}
