package goout

import "strings"

// An anchor is a text whose form Go fixes and which begins its line, such as `goroutine 7 [running]:`. What stands
// before it was put there by a log.
type anchor struct {
	at   int // where the text begins in the line
	kind anchorKind
}

type anchorKind byte

const (
	noAnchor     anchorKind = 0
	strongAnchor anchorKind = 1 // hardly any other program prints it
	wordAnchor   anchorKind = 2 // a word that may stand in any sentence
	buildAnchor  anchorKind = 4 // main.go:12:3: message
	headerAnchor anchorKind = 8 // # example.com/app
)

// weight is how much the anchor counts as evidence for what stands before it.
func (a anchor) weight() int {
	if a.kind == strongAnchor {
		return 2
	}
	return 1
}

// findAnchor returns the first strong anchor of the line, else the first other one.
func findAnchor(line string) anchor {
	line = strings.TrimRight(strings.TrimSuffix(line, `",`), "\"`") // a log may quote the lines
	if len(line) < len("FAIL") {
		return anchor{}
	}
	for _, find := range [...]func(string) int{eventAnchor, goroutineAnchor, createdAnchor, verdictAnchor, runAnchor, packageAnchor, profileAnchor, raceAnchor, reportAnchor} {
		if i := find(line); i >= 0 {
			return anchor{i, strongAnchor}
		}
	}
	named := strings.Contains(line, ".go:")
	if named {
		for _, find := range [...]func(string) int{placeAnchor, reportPlaceAnchor} {
			if i := find(line); i >= 0 {
				return anchor{i, strongAnchor}
			}
		}
	}
	for _, word := range [...]string{"panic: ", "fatal error: ", "[signal SIG", "exit status ", "goleak: Errors on "} {
		if i := strings.Index(line, word); i >= 0 {
			return anchor{i, wordAnchor}
		}
	}
	if i := len(line) - len("FAIL"); i >= 0 && (line[i:] == "FAIL" || line[i:] == "PASS") {
		return anchor{i, wordAnchor}
	}
	if i := strings.Index(line, "go: "); i > 0 && isBlank(line[i-1]) && isGoCommandError(line[i:]) {
		return anchor{i, wordAnchor}
	}
	if i := buildErrorAnchor(line); named && i >= 0 {
		return anchor{i, buildAnchor}
	}
	if i := strings.Index(line, "# "); i >= 0 && isImportPath(line[i+2:]) {
		return anchor{i, headerAnchor}
	}
	return anchor{}
}

func goroutineAnchor(line string) int {
	i := strings.Index(line, "goroutine ")
	if i < 0 || !strings.HasSuffix(line, "]:") {
		return -1
	}
	if _, ok := parseGoroutine(line[i:]); !ok {
		return -1
	}
	return i
}

func createdAnchor(line string) int {
	i := strings.Index(line, "created by ")
	if i < 0 {
		return -1
	}
	fn, in, _ := strings.Cut(line[i+len("created by "):], " ")
	if !strings.Contains(fn, ".") || in != "" && !strings.HasPrefix(in, "in goroutine ") {
		return -1
	}
	return i
}

// verdictAnchor finds `--- FAIL: TestX (0.00s)`, and gotestsum's `=== FAIL: store TestX (0.00s)`.
func verdictAnchor(line string) int {
	i := strings.Index(line, "--- ")
	if i < 0 {
		if i = strings.Index(line, "=== FAIL: "); i >= 0 {
			if _, ok := summaryMark(line[i:]); ok {
				return i
			}
		}
		return -1
	}
	if !strings.HasSuffix(line, "s)") {
		return -1
	}
	for _, v := range [...]string{"FAIL: ", "PASS: ", "SKIP: "} {
		if strings.HasPrefix(line[i+4:], v) {
			return i
		}
	}
	return -1
}

func runAnchor(line string) int {
	i := strings.Index(line, "=== ")
	if i < 0 {
		return -1
	}
	if _, ok := testMark(line[i:]); !ok {
		return -1
	}
	return i
}

// packageAnchor finds the go command's line about a package: `FAIL<tab>example.com/app<tab>0.01s`. Logs may have
// replaced the tabs.
func packageAnchor(line string) int {
	if !strings.HasSuffix(line, "s") && !strings.HasSuffix(line, " failed]") && !strings.HasSuffix(line, "(cached)") {
		return -1
	}
	for _, word := range [...]string{"FAIL", "ok  "} {
		i := strings.Index(line, word)
		if i < 0 {
			continue
		}
		rest := line[i+4:]
		cells := strings.Fields(rest)
		if rest[:1] == "\t" && len(cells) > 1 || strings.HasPrefix(rest, "    ") && len(cells) == 2 && strings.Contains(cells[0], "/") {
			return i
		}
	}
	return -1
}

func raceAnchor(line string) int {
	if strings.HasSuffix(line, raceMark) {
		return len(line) - len(raceMark)
	}
	return -1
}

// placeAnchor finds `<tab>/home/ann/main.go:14 +0x44`.
func placeAnchor(line string) int {
	i := strings.Index(line, ".go:")
	if i < 0 {
		return -1
	}
	tab := strings.LastIndexByte(line[:i], '\t')
	if tab < 0 || !isPath(line[tab+1:i]) || !strings.Contains(line[i:], " +0x") {
		return -1
	}
	if _, _, ok := parsePlace(line[tab+1:]); !ok {
		return -1
	}
	return tab
}

// isPath reports whether the text can be a file's path. Only absolute paths may have blanks.
func isPath(s string) bool {
	absolute := strings.HasPrefix(s, "/") || len(s) > 2 && isLetter(s[0]) && s[1] == ':' && (s[2] == '/' || s[2] == '\\')
	return s != "" && (absolute || !strings.ContainsAny(s, " \t{\""))
}

func eventAnchor(line string) int {
	i := strings.Index(line, `{"`)
	if i < 0 || !strings.HasSuffix(line, "}") || !strings.Contains(line[i:], `"Action":"`) {
		return -1
	}
	return i
}

// buildErrorAnchor finds `./main.go:12:3: message`. A log may have put a file's name of its own before it.
func buildErrorAnchor(line string) int {
	for from := 0; ; {
		i := strings.Index(line[from:], ".go:")
		if i < 0 {
			return -1
		}
		from += i + len(".go:")
		n, rest := number(line[from:])
		if n == 0 || !strings.HasPrefix(rest, ":") {
			continue
		}
		if n, rest = number(rest[1:]); n == 0 || !strings.HasPrefix(rest, ": ") {
			continue
		}
		start := strings.LastIndexAny(line[:from-4], " \t]|>`\"") + 1
		for start < from-4 && strings.IndexByte("+-*#", line[start]) >= 0 {
			start++
		}
		return start - len(line[:start]) + len(strings.TrimSuffix(line[:start], "vet: "))
	}
}

// isImportPath reports whether the rest of a line is the import path of a package, or that and its test binary in
// brackets.
func isImportPath(rest string) bool {
	rest = strings.TrimSuffix(strings.TrimPrefix(rest, "["), "]")
	path, binary, ok := strings.Cut(rest, " ")
	return path != "" && strings.ContainsAny(path, "/.") && !strings.ContainsAny(path, ":\"'(,;") && (!ok || strings.HasPrefix(binary, "["))
}
