package diagnose

import "strings"

// A leakBlock reads goleak's report, which prints a dump in brackets.
type leakBlock struct {
	dump dump
}

// startLeak recognises goleak's first line.
func startLeak(line string) (*leakBlock, bool) {
	if strings.Contains(line, "found unexpected goroutines:") {
		return &leakBlock{}, true
	}
	return nil, false
}

func (b *leakBlock) take(line string) verdict {
	trimmed := strings.TrimLeft(line, " \t[")
	if g, ok := parseGoleak(trimmed); ok {
		b.dump.start(g)
		return goOn
	}
	switch {
	case trimmed == "]":
		return doneTaken
	case line == "" || b.dump.now != nil && b.dump.frame(line):
		return goOn
	case b.dump.now == nil:
		return done
	case endsCrash(line) || strings.HasPrefix(trimmed, "--- "):
		return done
	}
	return goOn
}

// parseGoleak reads `Goroutine 7 in state chan receive, with main.wait on top of the stack:`.
func parseGoleak(line string) (*dumped, bool) {
	rest, ok := strings.CutPrefix(line, "Goroutine ")
	if !ok {
		return nil, false
	}
	id, rest := number(rest)
	rest, ok = strings.CutPrefix(rest, " in state ")
	if !ok || id == 0 {
		return nil, false
	}
	state, _, _ := strings.Cut(rest, ", with ")
	g := &dumped{id: id}
	g.readState(state)
	return g, true
}

func (b *leakBlock) findings() []Finding { return leaks(b.dump.all) }

// leaks makes one finding of goroutines that nobody will ever wake.
func leaks(all []*dumped) []Finding {
	f := Finding{Kind: KindLeak}
	for _, g := range all {
		if one := g.goroutine(); one.File != "" || one.Created != nil {
			f.Goroutines = append(f.Goroutines, one)
		}
	}
	if len(f.Goroutines) == 0 {
		return nil
	}
	f.at(f.Goroutines[0])
	return []Finding{f}
}
