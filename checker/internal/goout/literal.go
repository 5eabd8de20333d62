package goout

import "strings"

// A literalBlock passes over a string of several lines in source code, as in a diff or a listing: what it quotes did not
// happen.
type literalBlock struct {
	lines int
	quote string // what ends the string
	whole bool   // a whole line ends the string, as in a here-document
}

// literalOf returns a block for the string of several lines that the line begins, or nil.
func literalOf(line string) *literalBlock {
	if quote := opensLiteral(line); quote != "" {
		return &literalBlock{quote: quote}
	}
	if mark := heredocMark(line); mark != "" {
		return &literalBlock{quote: mark, whole: true}
	}
	return nil
}

// mayOpenLiteral reports whether the line may begin a string that literalOf knows.
func mayOpenLiteral(line string) bool {
	if strings.Contains(line, "<<") {
		return true
	}
	line = strings.TrimSuffix(line, "\\")
	return strings.HasSuffix(line, "`") || strings.HasSuffix(line, `"""`) || strings.HasSuffix(line, "'''")
}

// opensLiteral returns the quotation mark of a string of several lines that the line begins, in Go or Python, and that may
// quote a report or a crash. It returns "" if there is none.
func opensLiteral(line string) string {
	for _, quote := range [...]string{"`", `"""`, "'''"} {
		i := strings.LastIndex(line, quote)
		if i < 1 || strings.Count(line, quote)%2 == 0 {
			continue
		}
		before := strings.TrimRight(line[:i], " ")
		if before == "" || strings.IndexByte("=(,", before[len(before)-1]) < 0 {
			continue
		}
		text := line[i+len(quote):]
		if _, crash := startCrash(text); text == "" || text == "\\" || crash || strings.HasSuffix(text, raceMark) {
			return quote
		}
	}
	return ""
}

// heredocMark returns the line that ends a here-document of a shell that the line begins, as in `cat <<'EOF'`, or "".
func heredocMark(line string) string {
	_, word, ok := strings.Cut(line, "<<")
	word = strings.Trim(strings.TrimPrefix(word, "-"), "\"'") // a shift has a blank here
	if !ok || word == "" || strings.Trim(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_") != "" {
		return ""
	}
	return word
}

// feed handles a line of the string. A diff may have its first line twice: as it was and as it is.
func (b *literalBlock) feed(line string) blockResult {
	if b.lines++; b.lines > maxForeignLines {
		return endBlock
	}
	if b.whole {
		if strings.TrimSpace(line) == b.quote {
			return endConsumed
		}
		return continueBlock
	}
	if strings.Contains(line, b.quote) && opensLiteral(line) == "" {
		return endConsumed
	}
	return continueBlock
}

func (b *literalBlock) findings() []Finding { return nil }

// isComment reports whether the text before the first words of a report opens a comment of source code that stands in other
// code, as in a diff: `+	// `. Marks at the very start of all lines are a way to quote an output.
func isComment(before string) bool {
	before = strings.TrimRight(before, " \t")
	return len(before) > len("//") && strings.HasSuffix(before, "//") && !strings.HasSuffix(before, "://") || strings.HasSuffix(before, "/*")
}

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
