package goout

import "strings"

// reportWords begin the lines of reports of test frameworks, recovery handlers and go-deadlock.
var reportWords = [...]string{"POTENTIAL DEADLOCK:", "• [", "• Failure", "• Panic!", "... obtained ", "... expected ", "OOPS: "}

// reportAnchor finds the first words of such a line.
func reportAnchor(line string) int {
	for _, w := range reportWords {
		if i := strings.Index(line, w); i >= 0 {
			return i
		}
	}
	return -1
}

// profileAnchor finds `goroutine profile: total 12` and `#<tab>0x4d9e5d<tab>main.leak+0x1d<tab>/home/ann/main.go:13`.
func profileAnchor(line string) int {
	if i := strings.Index(line, "#\t0x"); i >= 0 && strings.Contains(line, ".go:") {
		return i
	}
	i := strings.Index(line, "goroutine")
	if i < 0 {
		return -1
	}
	if _, ok := startProfile(line[i:]); !ok {
		return -1
	}
	return i
}

// reportPlaceAnchor finds a line of such a report that begins with a place: `/home/ann/main.go:14 (0x44f9fc)` of gin,
// `main.go:18 main.f { mu.Lock() } <<<<<` of go-deadlock, `FAIL: stack_test.go:17: Suite.TestPop` of gocheck, and the
// places of ginkgo and gocheck, which stand alone.
func reportPlaceAnchor(line string) int {
	i := strings.Index(line, ".go:")
	n := digitsLen(line[i+len(".go:"):])
	if n == 0 {
		return -1
	}
	rest := line[i+len(".go:")+n:]
	start := strings.LastIndexAny(line[:i], " \t") + 1
	switch {
	case strings.HasPrefix(rest, " (0x") && strings.HasSuffix(rest, ")"), strings.HasSuffix(rest, "} <<<<<"):
		return start
	case strings.HasPrefix(rest, ": ") && !strings.ContainsAny(rest[2:], " :"):
		for _, w := range [...]string{"FAIL: ", "PANIC: "} {
			if strings.HasSuffix(line[:start], w) {
				return start - len(w)
			}
		}
	}
	return -1
}
