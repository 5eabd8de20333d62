package goout

// Focus returns the finding with its places moved to lines of the reader's own files. If the innermost line of an access
// or goroutine is in another file, Focus moves it to the innermost line of its stack that is in an own file. So a race
// inside a test's callback is shown at the student's line that ran the callback. Call Focus before blame.Explain.
func Focus(f Finding, own func(file string) bool) Finding {
	was := Location{f.File, f.Line, f.Func}
	moved := false
	move := func(file *string, line *int, fn *string, stack []Location) {
		l, ok := firstOwnLine(stack, own)
		if !ok || own(*file) {
			return
		}
		if was == (Location{*file, *line, *fn}) && !moved {
			f.File, f.Line, f.Func, moved = l.File, l.Line, l.Func, true
		}
		*file, *line, *fn = l.File, l.Line, l.Func
	}
	f.Accesses = append([]Access(nil), f.Accesses...)
	for i := range f.Accesses {
		a := &f.Accesses[i]
		move(&a.File, &a.Line, &a.Func, a.Stack)
	}
	f.Goroutines = append([]Goroutine(nil), f.Goroutines...)
	for i := range f.Goroutines {
		g := &f.Goroutines[i]
		move(&g.File, &g.Line, &g.Func, g.Stack)
	}
	return f
}

// firstOwnLine returns the innermost line of the stack that is in an own file.
func firstOwnLine(stack []Location, own func(string) bool) (Location, bool) {
	for _, l := range stack {
		if own(l.File) {
			return l, true
		}
	}
	return Location{}, false
}

// OnlyOwn returns a time-out with those goroutines only that have a line in one of the reader's own files. Goroutines that were running come
// first: a time limit of processor time ended them. The finding's place is that of the first goroutine. Without such a goroutine OnlyOwn
// returns the finding unchanged. Call Focus before OnlyOwn.
func OnlyOwn(f Finding, own func(file string) bool) Finding {
	var running, others []Goroutine
	for _, g := range f.Goroutines {
		switch {
		case !own(g.File) && (g.Created == nil || !own(g.Created.File)):
		case g.State == "running" || g.State == "runnable":
			running = append(running, g)
		default:
			others = append(others, g)
		}
	}
	all := append(running, others...)
	if len(all) == 0 {
		return f
	}
	f.Goroutines = all
	f.File, f.Line, f.Func = all[0].File, all[0].Line, all[0].Func
	return f
}
