package blame

import (
	"strings"

	"sharedmap-workshop/checker/internal/goout"
)

// explainRecorded recognises the pattern of a failure that a lesson's test recorded, from the recorded panic or the
// recorded blocked goroutines. The finding stays at the assertion; the lines of the program are in Other.
func explainRecorded(f goout.Finding, s *sources) goout.Finding {
	if f.Recorded == nil {
		return f
	}
	told := f
	switch p := f.Recorded.Panic; {
	case p != nil:
		words := "panic: " + p.Value
		told = explainPanic(goout.Finding{Kind: goout.Classify(words), Message: words, File: folderOf(f.File) + p.Place.File, Line: p.Place.Line, Func: p.Place.Func}, s)
	case len(f.Goroutines) > 0:
		told = explainBlocked(goout.Finding{Kind: goout.KindTimeout, Goroutines: f.Goroutines, Message: f.Message, Recorded: f.Recorded, FromRecord: true, Partial: f.Partial}, s)
		f.Goroutines = told.Goroutines // sorted
	}
	if told.Pattern == "" {
		told = s.addBesideWait(f)
	}
	if told.Pattern == "" {
		return f
	}
	return withPattern(f, told.Pattern, append([]goout.Location{{File: told.File, Line: told.Line, Func: told.Func}}, told.Other...)...)
}

// addBesideWait recognises AddInsideGoroutine in a recorded failure of the rule waits-for-all: the method waits for a
// WaitGroup, and the goroutines that it starts call Add themselves.
func (s *sources) addBesideWait(f goout.Finding) goout.Finding {
	pkg, _, ok := s.packageOf(f.File)
	if !ok || f.Rule != "waits-for-all" {
		return goout.Finding{}
	}
	for _, wait := range pkg.ops {
		if wait.kind != opWait || wait.in.obj == nil || wait.in.obj.Name() != f.Recorded.Method {
			continue
		}
		for _, add := range pkg.opsOn(wait.class, opAdd) {
			if add.in.startedByGo && add.in.outermost() == wait.in && !pkg.isGoCall(add) {
				at := pkg.location(add.node.Pos())
				return withPattern(goout.Finding{File: at.File, Line: at.Line, Func: at.Func}, AddInsideGoroutine, pkg.location(wait.node.Pos()))
			}
		}
	}
	return goout.Finding{}
}

// folderOf returns a file's folder with the final separator.
func folderOf(file string) string { return file[:strings.LastIndexAny(file, `/\`)+1] }
