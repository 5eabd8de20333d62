package safetext

import "strings"

// formulaStarts are the characters that begin a formula in a spreadsheet, and their full-width forms, which some spreadsheets accept too.
const formulaStarts = "=+-@＝＋－＠"

// Cell returns s as the text of a cell of a CSV file that no spreadsheet runs as a formula: an apostrophe stands before the characters that
// begin a formula. It does the same after a semicolon, because a spreadsheet of another country separates cells there. Line breaks and other
// characters that are not printable are replaced, as by Line. A text that has the apostrophe already gets a second one, so that FromCell is exact. Numbers of the checker's own need no Cell: it would turn -1 into a text.
func Cell(s string) string { return Harmless(Line(s)) }

// Harmless puts the apostrophes of Cell and changes nothing else. It is for cells that must stay as they are: those of a file that another program
// has written and reads again.
func Harmless(s string) string {
	parts := strings.Split(s, ";")
	for i, part := range parts {
		if text := strings.TrimLeft(part, " \"'\t\r\n"); text != "" && strings.ContainsRune(formulaStarts, firstRune(text)) {
			parts[i] = "'" + part
		}
	}
	return strings.Join(parts, ";")
}

// FromCell returns what Harmless was given, and what Cell was given if it was printable. It returns other texts unchanged.
func FromCell(s string) string {
	parts := strings.Split(s, ";")
	for i, part := range parts {
		if rest, ok := strings.CutPrefix(part, "'"); ok && Harmless(rest) == part {
			parts[i] = rest
		}
	}
	return strings.Join(parts, ";")
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}
