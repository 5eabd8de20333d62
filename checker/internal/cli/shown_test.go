package cli_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// shown TEXT [FROM [TO]]: what the last command wrote to stdout, from the line that begins with FROM to before the next one that begins with TO, stands so
// in that text of the repo. Durations and indentation may differ, and in race reports addresses, numbers of goroutines and the folder.
//
// With RENEW=1 in the environment, shown writes the output into the text where they differ. `git diff` shows what has changed:
//
//	RENEW=1 WORKSHOP_LONG=1 go test ./checker/internal/cli -run 'TestScripts/docs$'; git diff --word-diff README.md docs lessons
func shown(ts *testscript.TestScript, _ bool, args []string) {
	name := filepath.Join(ts.Getenv("REPO"), filepath.FromSlash(args[0]))
	text, err := os.ReadFile(name)
	ts.Check(err)
	raw := strings.Split(ts.ReadFile("stdout"), "\n")
	for i, mark := range args[1:] {
		at := slices.IndexFunc(raw, func(l string) bool { return strings.HasPrefix(strings.TrimSpace(l), mark) })
		switch {
		case at < 0:
			ts.Fatalf("no line begins with %q", mark)
		case i == 0:
			raw = raw[at:]
		default:
			raw = raw[:at]
		}
	}
	raw = trimEmpty(raw)
	whole := "\n" + strings.Join(plainLines(string(text)), "\n") + "\n"
	part := strings.Join(plainLines(strings.Join(raw, "\n")), "\n")
	if part != "" && strings.Contains(whole, "\n"+part+"\n") {
		return
	}
	if renewed, ok := renew(strings.Split(string(text), "\n"), raw); ok && os.Getenv("RENEW") != "" {
		ts.Check(os.WriteFile(name, []byte(strings.Join(renewed, "\n")), 0o644))
		ts.Logf("renewed %s", args[0])
		return
	}
	ts.Fatalf("%s does not show it so:\n%s", args[0], part)
}

// trimEmpty removes empty lines at both ends.
func trimEmpty(lines []string) []string {
	for len(lines) > 0 && strings.TrimSpace(lines[0]) == "" {
		lines = lines[1:]
	}
	for len(lines) > 0 && strings.TrimSpace(lines[len(lines)-1]) == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// renew replaces the old form of an output in the lines of a text. The old form is the part of a fenced block, up to its end, that begins with
// the output's first line. If several blocks have that line, the one with the most lines in common is meant.
func renew(text, output []string) ([]string, bool) {
	first := plainLines(output[0])[0]
	from, to, most := -1, -1, -1
	fenced := false
	for i, line := range text {
		if strings.HasPrefix(line, "```") {
			fenced = !fenced
			continue
		}
		if !fenced || plainLines(line + "\n")[0] != first {
			continue
		}
		end := i
		for end < len(text) && !strings.HasPrefix(text[end], "```") {
			end++
		}
		if n := inCommon(text[i:end], output); n > most {
			from, to, most = i, end, n
		}
	}
	if from < 0 {
		return nil, false
	}
	return slices.Concat(text[:from], output, text[to:]), true
}

// inCommon returns how many lines of a text are lines of an output.
func inCommon(text, output []string) int {
	n := 0
	for _, line := range text {
		if slices.Contains(output, line) {
			n++
		}
	}
	return n
}
