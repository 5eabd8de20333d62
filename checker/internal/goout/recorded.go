package goout

import "sharedmap-workshop/checker/testrecord"

// FromTest returns the finding for a failure that a lesson's test recorded. The record names files by their base names;
// dir is the lesson's folder with a final slash, which is put before them.
func FromTest(test, dir string, r testrecord.Failure) Finding {
	f := Finding{
		Kind: KindAssertion, Test: test, Rule: r.Rule, File: dir + r.At.File, Line: r.At.Line,
		Expected: r.Expected, Actual: r.Happened, Goroutines: goroutinesOf(dir, r.Waiting),
		Recorded: &r, FromRecord: true, Partial: r.Partial,
	}
	if r.Place.Line > 0 { // prefer the student's line to the test's
		f.File, f.Line, f.Func = dir+r.Place.File, r.Place.Line, r.Place.Func
	}
	if r.Assertion != "" {
		f.addAssertion(r)
	}
	if r.Panic != nil && f.Actual == "" {
		f.Actual = "panic: " + r.Panic.Value
	}
	return f
}

// EarlierStep returns the step that must pass before the finding's step can be judged, or "".
func (f Finding) EarlierStep() string {
	if f.Recorded == nil {
		return ""
	}
	return f.Recorded.First
}

// addAssertion adds what testify's assertion says: the expected and the actual value if it names both, else its
// sentence.
func (f *Finding) addAssertion(r testrecord.Failure) {
	a, ok := ParseAssertion(r.Assertion)
	switch {
	case !ok:
		f.Message = r.Assertion
	case a.Expected != "" && a.Actual != "":
		f.Expected, f.Actual, f.Message = a.Expected, a.Actual, r.Expected
	case f.Actual == "":
		f.Actual = a.Message
	default:
		f.Message = a.Message
	}
}

// goroutinesOf returns the blocked goroutines of a record, at most as many as a picture can show.
func goroutinesOf(dir string, waiting []testrecord.Waiting) []Goroutine {
	var out []Goroutine
	for _, w := range waiting {
		if len(w.Stack) == 0 {
			continue
		}
		for range min(max(w.Count, 1), MaxStack-len(out)) {
			g := Goroutine{State: w.State}
			for _, p := range w.Stack {
				g.Stack = append(g.Stack, Location{File: dir + p.File, Line: p.Line, Func: p.Func})
			}
			g.File, g.Line, g.Func = g.Stack[0].File, g.Stack[0].Line, g.Stack[0].Func
			out = append(out, g)
		}
	}
	return out
}
