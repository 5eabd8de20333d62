package goout

// Focus moves a finding to lines of one's own: where the innermost line of an access or goroutine is not in such a file, but a line that called it
// is, that one is shown. So a race inside a test's callback is told at the student's line that ran the callback. Explain comes after it.
func Focus(f Finding, own func(file string) bool) Finding {
	was := Location{f.File, f.Line, f.Func}
	moved := false
	move := func(file *string, line *int, fn *string, stack []Location) {
		l, ok := firstOwn(stack, own)
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

func firstOwn(stack []Location, own func(string) bool) (Location, bool) {
	for _, l := range stack {
		if own(l.File) {
			return l, true
		}
	}
	return Location{}, false
}
