package player

import (
	"path/filepath"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/safetext"
)

// File is the part of a source file that a schedule goes through.
type File struct {
	Number int          `json:"number"`
	Name   string       `json:"name"`
	Lines  []SourceLine `json:"lines"`
}

// SourceLine is a line of source; Number 0 stands for lines that are left out.
type SourceLine struct {
	Number int    `json:"number"`
	Text   string `json:"text"`
}

// around is how many lines are shown before and after a line that is used.
const around = 3

// files returns what is shown of each file.
func (m *model) files(source func(string) []string) []File {
	var out []File
	for i, name := range m.fileNames() {
		var lines []string
		if source != nil {
			lines = source(name)
		}
		f := File{Number: i, Name: safetext.Line(filepath.Base(name))}
		last := 0
		for _, n := range m.linesOf(name) {
			for at := max(1, n-around, last+1); at <= min(n+around, len(lines)); at++ {
				if at > last+1 && last > 0 {
					f.Lines = append(f.Lines, SourceLine{})
				}
				f.Lines = append(f.Lines, SourceLine{at, indented(lines[at-1])})
				last = at
			}
		}
		if len(f.Lines) > 0 {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b File) int { return ofTest(a.Name) - ofTest(b.Name) })
	return out
}

// ofTest returns 1 for the file of a test, which comes last, else 0.
func ofTest(name string) int {
	if strings.HasSuffix(name, "_test.go") {
		return 1
	}
	return 0
}

// indented returns a line of source with its tabs as blanks.
func indented(line string) string {
	n := 0
	for n < len(line) && line[n] == '\t' {
		n++
	}
	blanks := make([]byte, 4*n)
	for i := range blanks {
		blanks[i] = ' '
	}
	return string(blanks) + safetext.Line(line[n:])
}

// fileNames returns the files of the schedule, in the order of their use.
func (m *model) fileNames() []string {
	var out []string
	add := func(name string) {
		if name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	for k := range len(m.steps) + 1 {
		if k < len(m.steps) {
			add(m.steps[k].File)
		}
		if at := m.moment(k); at != nil {
			for _, g := range at.Goroutines {
				add(g.File)
			}
		}
	}
	return out
}

// fileNumber returns the number of a file.
func (m *model) fileNumber(name string) int { return slices.Index(m.fileNames(), name) }

// linesOf returns the lines of a file at which a goroutine stands or moves, in order.
func (m *model) linesOf(name string) []int {
	var out []int
	for k := range len(m.steps) + 1 {
		if k < len(m.steps) && m.steps[k].File == name {
			out = append(out, m.steps[k].Line)
		}
		if at := m.moment(k); at != nil {
			for _, g := range at.Goroutines {
				if g.File == name {
					out = append(out, g.Line)
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
