package report

import (
	"slices"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/internal/term"
)

// ShownFinding is a finding as a page shows it: the same sentences and lines as on a terminal, without their layout.
type ShownFinding struct {
	Kind             goout.Kind
	File             string // the line of the mistake, relative to the lesson's folder; "": none
	Line             int
	Place            string // the same line, relative to the repo's root, as file:line
	Text             []string
	Expected, Actual string
	Pattern          string      // the sentence that explains the mistake
	TaughtBy         string      // the lesson that is about it
	Sites            []ShownSite // the lines that belong to it: both accesses of a race, or where goroutines wait
}

// ShownSite is a line that belongs to a finding, and what happens there.
type ShownSite struct {
	File  string // relative to the lesson's folder; "": not in any file
	Line  int
	Place string   // the same line, relative to the repo's root, as file:line
	Head  string   // what happens at the line, and who does it
	Notes []string // more about that, such as where the goroutine was started
	Side  bool     // one of the two accesses of a race
}

// Shown returns the findings of step i of the run's only lesson in the order in which a terminal shows them, and how many it leaves out.
func Shown(say *msg.Printer, run Run, i int) (shown []ShownFinding, more int) {
	l := &run.Lessons[0]
	s := &l.Steps[i]
	src := newSources(run.lessonFS(l))
	said := map[goout.Pattern]bool{}
	findings := goout.Distinct(s.Findings)
	for n, f := range findings {
		if n == outcome.MaxShown && !broken(s) {
			return shown, len(findings) - n
		}
		at := atFault(f, src)
		out := ShownFinding{Kind: f.Kind, File: at.File, Line: at.Line, Place: place(at, l.dir), Text: findingText(f), Expected: f.Expected, Actual: f.Actual}
		if ofScenario(f.File) {
			out.File, out.Line, out.Place = "", 0, ""
		}
		switch {
		case f.Kind == goout.KindSchedule:
			out.Text = out.Text[:1]
		case plainAssertion(f, say):
			out.Text = nil
		}
		if key := "pattern." + string(f.Pattern); f.Pattern != "" && !said[f.Pattern] && say.Has(key) {
			out.Pattern, out.TaughtBy = say.Say(key), lessonFor(f.Pattern)
		}
		said[f.Pattern] = true
		if f.Kind != goout.KindSchedule {
			out.Sites = sitesOf(f, say, src)
			for k := range out.Sites {
				out.Sites[k].Place = place(goout.Finding{File: out.Sites[k].File, Line: out.Sites[k].Line}, l.dir)
			}
		}
		shown = append(shown, out)
	}
	return shown, 0
}

// sitesOf returns the lines that a picture of the finding shows.
func sitesOf(f goout.Finding, say *msg.Printer, s *sources) []ShownSite {
	if f.Kind == goout.KindDataRace && len(f.Accesses) >= 2 {
		return []ShownSite{accessSite(f.Accesses[0], 1, say), accessSite(f.Accesses[1], 2, say)}
	}
	var out []ShownSite
	if len(f.Goroutines) > 0 && (blocked(f) || f.Kind == goout.KindAssertion) {
		for i, same := range groupBySite(f.Goroutines, waitChain{}) {
			if i < maxBlocked {
				out = append(out, waitSite(same, say))
			}
		}
	}
	for _, o := range linesWithRoles(f, s) {
		known := slices.ContainsFunc(out, func(x ShownSite) bool { return x.File == o.File && x.Line == o.Line })
		if !known {
			out = append(out, ShownSite{File: o.File, Line: o.Line, Head: say.Say("role." + o.role)})
		}
	}
	if len(out) == 0 && f.File != "" && f.Line > 0 && f.Kind != goout.KindUnknown {
		out = append(out, ShownSite{File: f.File, Line: f.Line})
	}
	return out
}

// accessSite returns the line of one access of a race. n is its number where the report gives the goroutine none.
func accessSite(a goout.Access, n int, say *msg.Printer) ShownSite {
	if a.Goroutine > 0 {
		n = a.Goroutine
	}
	who := say.Say("picture.goroutine", "n", n)
	if a.Main {
		who = say.Say("picture.main")
	}
	site := ShownSite{File: a.File, Line: a.Line, Head: say.Say("picture.access", "who", who, "op", opWord(a, say)), Side: true}
	if a.File == "" && a.Via != "" {
		site.Notes = append(site.Notes, say.Say("picture.inside", "func", a.Via))
	}
	if a.Created != nil {
		site.Notes = append(site.Notes, say.Say("picture.started", "place", at(a.Created.File, a.Created.Line)))
	}
	return site
}

// waitSite returns the line at which goroutines wait that are in the same state.
func waitSite(same []goout.Goroutine, say *msg.Printer) ShownSite {
	g := same[0]
	site := ShownSite{File: g.File, Line: g.Line, Head: groupHead(g, say)}
	if c, ok := callerOf(g); ok {
		site.Notes = append(site.Notes, say.Say("picture.called", "place", at(c.File, c.Line)))
	}
	if g.Created != nil {
		site.Notes = append(site.Notes, say.Say("picture.started", "place", at(g.Created.File, g.Created.Line)))
	}
	if w := g.WaitsFor; w != nil && w.File != "" {
		key := "wait-chain.plain-next"
		if w.Held && w.Goroutine == g.ID {
			key = "wait-chain.plain-self"
		} else if w.Held {
			key = "wait-chain.plain-held"
		}
		site.Notes = append(site.Notes, say.Say(key, "n", w.Goroutine, "place", at(w.File, w.Line)))
	}
	if g.OtherChannel {
		site.Notes = append(site.Notes, say.Say("picture.other-channel"))
	}
	if len(same) > 1 {
		site.Notes = append(site.Notes, say.Say("picture.same", "count", len(same)-1))
	}
	return site
}

// Values returns what was expected and what came, cut to the part in which they differ, and at most lines of them.
func (f ShownFinding) Values() (expected, actual string) {
	return trimToDifference(term.Style{}, f.Expected, f.Actual, maxShownValue)
}

// maxShownValue is how many bytes of a compared value a page shows.
const maxShownValue = 400
