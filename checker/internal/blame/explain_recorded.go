package blame

import (
	"strings"

	"sharedmap-workshop/checker/internal/goout"
)

// explainTold names the pattern behind what a lesson's test recorded: who waits where, or which panic it caught. The finding stays at the line of
// the assertion; the lines of the program are in Other.
func explainTold(f goout.Finding, s *sources) goout.Finding {
	if f.Recorded == nil {
		return f
	}
	told := f
	switch p := f.Recorded.Panic; {
	case p != nil:
		words := "panic: " + p.Value
		told = explainPanic(goout.Finding{Kind: goout.Classify(words), Message: words, File: dirOf(f.File) + p.Place.File, Line: p.Place.Line, Func: p.Place.Func}, s)
	case len(f.Goroutines) > 0:
		told = explainBlocked(goout.Finding{Kind: goout.KindTimeout, Goroutines: f.Goroutines, Message: f.Message, Recorded: f.Recorded, FromRecord: true, Partial: f.Partial}, s)
	}
	if told.Pattern == "" {
		told = s.addBesideWait(f)
	}
	if told.Pattern == "" {
		return f
	}
	return with(f, told.Pattern, append([]goout.Location{{File: told.File, Line: told.Line, Func: told.Func}}, told.Other...)...)
}

// addBesideWait: the function that returned too early waits for a WaitGroup to which the goroutines that it starts add themselves.
func (s *sources) addBesideWait(f goout.Finding) goout.Finding {
	u, _, ok := s.unit(f.File)
	if !ok || f.Rule != "waits-for-all" {
		return goout.Finding{}
	}
	for _, wait := range u.ops {
		if wait.kind != opWait || wait.in.obj == nil || wait.in.obj.Name() != f.Recorded.Method {
			continue
		}
		for _, add := range u.with(wait.class, opAdd) {
			if add.in.isGo && add.in.top() == wait.in && !u.isGoCall(add) {
				at := u.at(add.node.Pos())
				return with(goout.Finding{File: at.File, Line: at.Line, Func: at.Func}, AddInsideGoroutine, u.at(wait.node.Pos()))
			}
		}
	}
	return goout.Finding{}
}

// dirOf is a file's folder, with the separator at its end.
func dirOf(file string) string { return file[:strings.LastIndexAny(file, `/\`)+1] }
