package term

import (
	"slices"
	"strings"
)

// Fold breaks lines that are wider than n columns at spaces. A continuation line gets the indentation of its line. A command line stays
// whole, so that the reader can copy it.
func Fold(text string, n int) string {
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		if Width(line) <= n || isCommandLine(line) {
			out = append(out, line)
			continue
		}
		words := strings.TrimLeft(line, " ")
		indent := line[:len(line)-len(words)]
		for _, part := range Wrap(words, max(n-len(indent), minFoldWidth)) {
			out = append(out, indent+part)
		}
	}
	return strings.Join(out, "\n")
}

// minFoldWidth is the smallest width of folded text, in columns.
const minFoldWidth = 20

// programs are the first words of command lines.
var programs = []string{"go", "git", "docker", "checker", "source", "sudo"}

// isCommandLine reports whether a line is a command to type: it is indented, and its first word is a program's name.
func isCommandLine(line string) bool {
	first, _, _ := strings.Cut(strings.TrimLeft(line, " "), " ")
	return strings.HasPrefix(line, "  ") && slices.Contains(programs, first)
}
