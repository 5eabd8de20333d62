package goout

import "strings"

// A leakBlock reads goleak's report, which prints a dump in brackets.
type leakBlock struct {
	dump dump
}

// startLeak recognises goleak's first line.
func startLeak(line string) (*leakBlock, bool) {
	if strings.HasSuffix(line, "found unexpected goroutines:") { // and what they are on the lines that follow (goleak, leaks.go)
		return &leakBlock{}, true
	}
	return nil, false
}

func (b *leakBlock) feed(line string) verdict {
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
	f.MoveTo(f.Goroutines[0])
	return []Finding{f}
}

// A profileBlock reads the text form of the goroutine leak profile.
type profileBlock struct {
	all []*dumped
}

func startProfile(line string) (*profileBlock, bool) {
	if strings.HasPrefix(line, "goroutineleak profile: total ") {
		return &profileBlock{}, true
	}
	return nil, false
}

// feed reads `2 @ 0x47e08e 0x41491c` and, below it, `#	0x4d9e5d	main.leak.func1+0x1d	/home/ann/main.go:13`.
func (b *profileBlock) feed(line string) verdict {
	switch {
	case line == "":
		return goOn
	case strings.Contains(line, " @ 0x"):
		b.all = append(b.all, &dumped{state: "leaked"})
		return goOn
	case !strings.HasPrefix(line, "#"):
		return done
	}
	cells := strings.Split(line, "\t")
	if len(b.all) == 0 || len(cells) < 4 || len(b.all) > maxGoroutines {
		return goOn
	}
	if file, n, ok := parsePlace(cells[len(cells)-1]); ok {
		fn, _, _ := strings.Cut(cells[2], "+0x")
		g := b.all[len(b.all)-1]
		g.stack = append(g.stack[:min(len(g.stack), MaxStack)], Frame{fn, file, n})
	}
	return goOn
}

func (b *profileBlock) findings() []Finding { return leaks(b.all) }
