package goout

import "strings"

// headlessRace returns a raceBlock for a report of the race detector whose beginning is missing, if the line is the
// heading of the second access. It returns nil for any other line.
func (s *stream) headlessRace(line string) *raceBlock {
	if len(s.blocks) > 0 || !strings.HasPrefix(line, "Previous ") || !strings.HasSuffix(line, ":") || s.tests.logs(line) {
		return nil
	}
	b := newRaceBlock()
	b.cut = true
	if !b.header(line) {
		return nil
	}
	return b
}

// headless returns a crashBlock for a traceback whose beginning is missing, if this line and the line before are its first
// frame, or nil.
func (s *stream) headless(line string) *crashBlock {
	if len(s.blocks) > 0 || !strings.HasPrefix(line, "\t") || !isFunctionLine(s.last) || isBlank(s.last[0]) {
		return nil
	}
	if _, _, ok := parsePlace(line[1:]); !ok {
		return nil
	}
	b := &crashBlock{cut: true}
	b.dump.start(&dumpedGoroutine{})
	b.dump.frame(s.last)
	b.dump.frame(line)
	s.pending.complete(b)
	return b
}
