package explore

import (
	"os"
	"strings"

	"sharedmap-workshop/checker/explore/rt"
)

// sources reads the lines of the code that a schedule went through.
type sources struct{ files map[string][]string }

func newSources() *sources { return &sources{map[string][]string{}} }

func (s *sources) line(p rt.Place) string {
	lines, ok := s.files[p.File]
	if !ok {
		data, err := os.ReadFile(p.File)
		if err == nil {
			lines = strings.Split(string(data), "\n")
		}
		s.files[p.File] = lines
	}
	if p.Line < 1 || p.Line > len(lines) {
		return ""
	}
	return strings.TrimSpace(lines[p.Line-1])
}
