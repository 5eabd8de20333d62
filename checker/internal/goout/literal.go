package goout

import "strings"

// A literalBlock passes over a raw string in Go source, as in a diff or a listing: what it quotes did not happen.
type literalBlock struct{ lines int }

// opensLiteral reports whether the line begins a raw string of several lines that may quote a report or a crash.
func opensLiteral(line string) bool {
	i := strings.LastIndexByte(line, '`')
	if i < 1 || strings.Count(line, "`")%2 == 0 {
		return false
	}
	before := strings.TrimRight(line[:i], " ")
	if before == "" || strings.IndexByte("=(,", before[len(before)-1]) < 0 {
		return false
	}
	text := line[i+1:]
	_, crash := startCrash(text)
	return text == "" || crash || strings.HasSuffix(text, raceMark)
}

// feed handles a line of the string. A diff may have its first line twice: as it was and as it is.
func (b *literalBlock) feed(line string) blockResult {
	if b.lines++; b.lines > maxForeignLines {
		return endBlock
	}
	if strings.Contains(line, "`") && !opensLiteral(line) {
		return endConsumed
	}
	return continueBlock
}

func (b *literalBlock) findings() []Finding { return nil }

// logs reports whether the line belongs to an entry in the log of a test, which quotes what the test was given. Reports
// of the test's own process stand outside of its entries.
func (t *tests) logs(line string) bool {
	indent := len(line) - len(strings.TrimLeft(line, " "))
	if t.last != nil && indent > t.last.indent {
		return true
	}
	_, ok := parseLogEntry(line, indent)
	return ok && t.current != "" && indent >= 4
}
