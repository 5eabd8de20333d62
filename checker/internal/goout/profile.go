package goout

import "strings"

// A profileBlock reads the text form of a profile of goroutines, as net/http/pprof writes it with debug=1:
//
//	goroutine profile: total 2317
//	2304 @ 0x43e44e 0x408bdc
//	#	0x8b1c2e	example.com/mail.(*Queue).deliver.func1+0x8e	/app/deliver.go:64
type profileBlock struct {
	leaked bool // the profile of leaked goroutines
	all    []*dumpedGoroutine
	counts []int // how many goroutines have the stack of that index in all
}

// startProfile returns a new profileBlock if the line is the first line of a profile of goroutines.
func startProfile(line string) (*profileBlock, bool) {
	for _, mark := range [...]string{"goroutineleak profile: total ", "goroutine profile: total "} {
		if rest, ok := strings.CutPrefix(line, mark); ok && rest != "" && digitsLen(rest) == len(rest) {
			return &profileBlock{leaked: mark[len("goroutine")] == 'l'}, true
		}
	}
	return nil, false
}

// feed parses `2 @ 0x47e08e 0x41491c` and, below it, `#   0x4d9e5d        main.leak.func1+0x1d    /home/ann/main.go:13`.
func (b *profileBlock) feed(line string) blockResult {
	switch {
	case line == "":
		return continueBlock
	case strings.Contains(line, " @ 0x"):
		b.add(line)
		return continueBlock
	case !strings.HasPrefix(line, "#"):
		return endBlock
	}
	cells := strings.Fields(strings.TrimPrefix(line, "#"))
	if len(b.all) == 0 || len(cells) < 3 || len(b.all) > maxGoroutines {
		return continueBlock
	}
	place := strings.TrimSpace(line[strings.Index(line, cells[1])+len(cells[1]):])
	if file, n, ok := parsePlace(place); ok {
		fn, _, _ := strings.Cut(cells[1], "+0x")
		g := b.all[len(b.all)-1]
		g.stack = append(g.stack[:min(len(g.stack), MaxStack)], Frame{fn, file, n})
	}
	return continueBlock
}

// add begins the next stack.
func (b *profileBlock) add(line string) {
	n, _ := number(line)
	g := &dumpedGoroutine{}
	if b.leaked {
		g.state = "leaked"
	}
	b.all, b.counts = append(b.all, g), append(b.counts, n)
}

// findings returns the leak, or the stacks that the goroutines have, as far as the profile was read.
func (b *profileBlock) findings() []Finding {
	f := Finding{Kind: KindUnknown, Cause: "profile", Partial: true}
	if b.leaked {
		f.Kind, f.Cause = KindLeak, "leak-profile"
	}
	most := 0
	for i, g := range b.all {
		one := g.goroutine()
		if one.File == "" || inProfiler(g.stack) {
			continue
		}
		for range min(b.counts[i], maxGoroutines-len(f.Goroutines)) {
			f.Goroutines = append(f.Goroutines, one)
		}
		if b.counts[i] > most {
			most = b.counts[i]
			f.MoveTo(one)
		}
	}
	if len(f.Goroutines) == 0 {
		return nil
	}
	return []Finding{f}
}

// inProfiler reports whether the stack is that of the goroutine that writes the profile or the dump.
func inProfiler(stack []Frame) bool {
	for _, f := range stack {
		if strings.HasPrefix(f.Func, "runtime/pprof.") || strings.HasPrefix(f.Func, "net/http/pprof.") {
			return true
		}
	}
	return false
}
