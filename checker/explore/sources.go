package explore

import (
	"encoding/json"
	"os"
	"strings"

	"sharedmap-workshop/checker/explore/rt"
)

// sources reads the lines of the code that a schedule went through.
type sources struct {
	files map[string][]string
	real  map[string]string // the path of a file → the file that an overlay put in its place
}

// newSources returns sources with the replacements that a file lists.
func newSources(file string) *sources {
	s := &sources{files: map[string][]string{}}
	if data, err := os.ReadFile(file); err == nil {
		_ = json.Unmarshal(data, &s.real)
	}
	return s
}

// line returns the text of a line, or "".
func (s *sources) line(p rt.Place) string {
	lines, ok := s.files[p.File]
	if !ok {
		file := p.File
		if real := s.real[file]; real != "" {
			file = real
		}
		data, err := os.ReadFile(file)
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
