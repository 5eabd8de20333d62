package diagnose

import "strings"

// explainTold names the pattern behind what a lesson's test recorded: who waits where, or which panic it caught. The finding stays at the line of
// the assertion; the lines of the program are in Other.
func explainTold(f Finding, s *sources) Finding {
	if f.recorded == nil {
		return f
	}
	told := f
	switch p := f.recorded.Panic; {
	case p != nil:
		words := "panic: " + p.Value
		told = explainPanic(Finding{Kind: classify(words), Message: words, File: dirOf(f.File) + p.Place.File, Line: p.Place.Line, Func: p.Place.Func}, s)
	case len(f.Goroutines) > 0:
		told = explainBlocked(Finding{Kind: KindTimeout, Goroutines: f.Goroutines, Message: f.Message, recorded: f.recorded, told: true, partial: f.partial}, s)
	}
	if told.Pattern == "" {
		told = s.addBesideWait(f)
	}
	if told.Pattern == "" {
		return f
	}
	return f.with(told.Pattern, append([]Location{{told.File, told.Line, told.Func}}, told.Other...)...)
}

// addBesideWait: the function that returned too early waits for a WaitGroup to which the goroutines that it starts add themselves.
func (s *sources) addBesideWait(f Finding) Finding {
	u, _, ok := s.unit(f.File)
	if !ok || f.Rule != "waits-for-all" {
		return Finding{}
	}
	for _, wait := range u.ops {
		if wait.kind != opWait || wait.in.obj == nil || wait.in.obj.Name() != f.recorded.Method {
			continue
		}
		for _, add := range u.with(wait.class, opAdd) {
			if add.in.isGo && add.in.top() == wait.in && !u.isGoCall(add) {
				at := u.at(add.node.Pos())
				return Finding{File: at.File, Line: at.Line, Func: at.Func}.with(AddInsideGoroutine, u.at(wait.node.Pos()))
			}
		}
	}
	return Finding{}
}

// dirOf is a file's folder, with the separator at its end.
func dirOf(file string) string { return file[:strings.LastIndexAny(file, `/\`)+1] }
