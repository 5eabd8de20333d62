package goout

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// prefixStyles are forms in which logs show the lines of a program: the number of the line and the line give the line of
// the log.
var prefixStyles = map[string]func(n int, line string) string{
	"actions": func(n int, l string) string {
		return fmt.Sprintf("2026-05-17T08:%02d:%02d.%07dZ %s", n/60%60, n%60, n*7919, l)
	},
	"actions run view": func(n int, l string) string {
		return fmt.Sprintf("build (ubuntu-24.04, 1.26)\tRun the tests\t2026-05-17T08:09:%02d.%07dZ %s", n%60, n, l)
	},
	"actions fractions": func(n int, l string) string {
		return "2026-05-17T08:09:10" + []string{"Z", ".5Z", ".25Z", ".125Z"}[n%4] + " " + l
	},
	"compose":       func(n int, l string) string { return "worker-1   | " + l },
	"compose names": func(n int, l string) string { return "shop_db_1  | " + l },
	"kubectl":       func(n int, l string) string { return "[pod/shop-5c9d7b6f4-qzk2p/shop] " + l },
	"kubectl times": func(n int, l string) string { return fmt.Sprintf("2026-05-17T08:09:10.%09dZ %s", n*13, l) },
	"containerd": func(n int, l string) string {
		return fmt.Sprintf("2026-05-17T08:09:10.%09d+02:00 stderr F %s", n*13, l)
	},
	"stern":    func(n int, l string) string { return "shop-5c9d7b6f4-qzk2p shop " + l },
	"journald": func(n int, l string) string { return fmt.Sprintf("May 17 08:09:%02d node-3 shop[812]: %s", n%60, l) },
	"journald iso": func(n int, l string) string {
		return fmt.Sprintf("2026-05-17T08:09:%02d+0200 node-3 shop[812]: %s", n%60, l)
	},
	"gitlab":        func(n int, l string) string { return fmt.Sprintf("2026-05-17T08:09:10.%06dZ 01O %s", n, l) },
	"jenkins":       func(n int, l string) string { return fmt.Sprintf("[2026-05-17T08:09:10.%03dZ] %s", n%1000, l) },
	"jenkins short": func(n int, l string) string { return fmt.Sprintf("08:09:%02d  %s", n%60, l) },
	"heroku": func(n int, l string) string {
		return fmt.Sprintf("2026-05-17T08:09:10.%06d+00:00 app[web.1]: %s", n, l)
	},
	"teamcity":   func(n int, l string) string { return fmt.Sprintf("[08:09:%02d]W:\t [Step 2/3] %s", n%60, l) },
	"cloudwatch": func(n int, l string) string { return fmt.Sprintf("%d\t%s", 1779005350000+n, l) },
	"cloudwatch stream": func(n int, l string) string {
		return fmt.Sprintf("2026-05-17T08:09:10.%03d000+00:00 2026/05/17/[$LATEST]8f3a1c %s", n%1000, l)
	},
	"logcat": func(n int, l string) string {
		return fmt.Sprintf("05-17 08:09:10.%03d  4711  4729 E Go      : %s", n%1000, l)
	},
	"logcat brief":     func(n int, l string) string { return "E/Go      ( 4711): " + l },
	"klog":             func(n int, l string) string { return fmt.Sprintf("E0517 08:09:10.%06d       1 run.go:74] %s", n, l) },
	"log":              func(n int, l string) string { return fmt.Sprintf("2026/05/17 08:09:%02d %s", n%60, l) },
	"log file":         func(n int, l string) string { return fmt.Sprintf("2026/05/17 08:09:%02d exec.go:41: %s", n%60, l) },
	"syslog priority":  func(n int, l string) string { return "<11>1 2026-05-17T08:09:10Z node-3 shop 812 - - " + l },
	"dmesg":            func(n int, l string) string { return fmt.Sprintf("[%5d.%06d] %s", n*97, n, l) },
	"quote":            func(n int, l string) string { return "> " + l },
	"quote trimmed":    func(n int, l string) string { return strings.TrimRight("> "+l, " ") },
	"quote twice":      func(n int, l string) string { return "> > " + l },
	"comment":          func(n int, l string) string { return "// " + l },
	"line numbers":     func(n int, l string) string { return fmt.Sprintf("%d: %s", n+1, l) },
	"line numbers nl":  func(n int, l string) string { return fmt.Sprintf("%6d\t%s", n+1, l) },
	"line numbers bar": func(n int, l string) string { return fmt.Sprintf("%4d │ %s", n+1, l) },
	"date with names":  func(n int, l string) string { return fmt.Sprintf("Sun, 17 May 2026 08:09:%02d GMT | %s", n%60, l) },
	"twelve hours":     func(n int, l string) string { return fmt.Sprintf("5/17/2026 8:09:%02d AM %s", n%60, l) },
	"date with dots":   func(n int, l string) string { return fmt.Sprintf("17.05.2026 08:09:%02d,%03d %s", n%60, n%1000, l) },
	"azure":            func(n int, l string) string { return fmt.Sprintf("2026-05-17T08:09:10.%07dZ ##[error]%s", n, l) },
	"level":            func(n int, l string) string { return fmt.Sprintf("08:09:10.%03d [ERROR] shop: %s", n%1000, l) },
	"compose journald": func(n int, l string) string {
		return fmt.Sprintf("api-1  | May 17 08:09:%02d node-3 shop[812]: %s", n%60, l)
	},
	"colour and crlf":  func(n int, l string) string { return "\x1b[31m" + l + "\r\x1b[0m" },
	"crlf":             func(n int, l string) string { return l + "\r" },
	"coloured compose": func(n int, l string) string { return "\x1b[36mapi-1  | \x1b[0m" + l },
}

// underStyle returns the output as the log shows it.
func underStyle(output string, style func(int, string) string) string {
	var b strings.Builder
	n := 0
	for line := range strings.Lines(output) {
		b.WriteString(style(n, strings.TrimSuffix(line, "\n")) + "\n")
		n++
	}
	return b.String()
}

// longSamples returns the outputs of more than two lines: one or two lines do not show what a prefix is.
func longSamples(t *testing.T) map[string]string {
	t.Helper()
	out := plainSamples(t)
	maps.DeleteFunc(out, func(_, plain string) bool { return strings.Count(plain, "\n") < 3 })
	return out
}

// TestPrefixes checks that what a log puts before each line changes no finding.
func TestPrefixes(t *testing.T) {
	for style, f := range prefixStyles {
		for name, plain := range longSamples(t) {
			assert.Equal(t, asJSON(t, read(t, plain)), asJSON(t, read(t, underStyle(plain, f))), "%s: %s", style, name)
		}
	}
}

// TestPrefixedEvents checks that a prefix before the events of go test -json changes no finding.
func TestPrefixedEvents(t *testing.T) {
	for style, f := range prefixStyles {
		for _, s := range samples(t, "output") {
			if s.output[0] == '{' {
				assert.Equal(t, asJSON(t, read(t, s.output)), asJSON(t, read(t, underStyle(string(s.output), f))), "%s: %s", style, s.name)
			}
		}
	}
}

// TestSecondWriter checks that the lines of other writers between those of a crash change no finding.
func TestSecondWriter(t *testing.T) {
	for name, plain := range longSamples(t) {
		var b strings.Builder
		n := 0
		for line := range strings.Lines(plain) {
			b.WriteString("api-1  | " + line)
			switch n++; n % 3 {
			case 0:
				b.WriteString("web-1  | 10.0.0.7 - - \"GET /cart HTTP/1.1\" 200\n")
			case 1:
				b.WriteString("a line without a prefix\n")
			}
		}
		assert.Equal(t, asJSON(t, read(t, plain)), asJSON(t, read(t, b.String())), name)
	}
}

// TestTwoCrashes checks that two crashes whose lines alternate are two findings.
func TestTwoCrashes(t *testing.T) {
	one, two := plainSamples(t)["panic-index"], plainSamples(t)["fatal-asleep"]
	want := append(read(t, one), read(t, two)...)
	var b strings.Builder
	first, second := slices.Collect(strings.Lines(one)), slices.Collect(strings.Lines(two))
	for i := range max(len(first), len(second)) {
		if i < len(first) {
			b.WriteString("api-1  | " + first[i])
		}
		if i < len(second) {
			b.WriteString("api-2  | " + second[i])
		}
	}
	assert.Equal(t, asJSON(t, want), asJSON(t, read(t, b.String())))
}

// TestNewestFirst checks that a log that shows the newest line first gives the same findings.
func TestNewestFirst(t *testing.T) {
	for _, style := range []string{"actions", "kubectl times", "gitlab", "line numbers nl"} {
		for name, plain := range longSamples(t) {
			lines := slices.Collect(strings.Lines(underStyle(plain, prefixStyles[style])))
			slices.Reverse(lines)
			assert.Equal(t, asJSON(t, read(t, plain)), asJSON(t, read(t, strings.Join(lines, ""))), "%s: %s", style, name)
		}
	}
}
