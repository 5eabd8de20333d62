package term

import (
	"slices"
	"strings"
)

// Fold folds the lines of a text that are wider than n columns, at spaces. What is folded goes on below its line's own indentation. A line that is to be
// typed stays whole, so that it can be copied.
func Fold(text string, n int) string {
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		if Width(line) <= n || typed(line) {
			out = append(out, line)
			continue
		}
		words := strings.TrimLeft(line, " ")
		indent := line[:len(line)-len(words)]
		for _, part := range Wrap(words, max(n-len(indent), minFold)) {
			out = append(out, indent+part)
		}
	}
	return strings.Join(out, "\n")
}

// minFold is the least number of columns that folded text gets.
const minFold = 20

// programs are what the lines to be typed begin with.
var programs = []string{"go", "git", "docker", "checker", "source", "sudo"}

// typed reports whether a line is one to be typed: indented, and a program's name is its first word.
func typed(line string) bool {
	first, _, _ := strings.Cut(strings.TrimLeft(line, " "), " ")
	return strings.HasPrefix(line, "  ") && slices.Contains(programs, first)
}
