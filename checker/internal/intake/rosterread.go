package intake

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"

	"sharedmap-workshop/checker/internal/safetext"
)

// maxRoster is the largest size of a roster in bytes: a hundred thousand students.
const maxRoster = 16 << 20

// ReadRoster reads a CSV with a line of headers. Times of extensions without a zone are in zone. Its error is a *RosterError or one of r's.
func ReadRoster(r io.Reader, zone *time.Location) (*Roster, error) {
	raw, err := io.ReadAll(io.LimitReader(r, maxRoster+1))
	if err != nil {
		return nil, err
	}
	if len(raw) > maxRoster {
		return nil, &RosterError{[]RosterProblem{{Why: RosterLarge}}}
	}
	text, encoding, ok := DecodeText(raw)
	text = norm.NFC.String(text)
	if !ok {
		return nil, &RosterError{[]RosterProblem{{Why: RosterEncoding}}}
	}
	records, problem := readRecords(text)
	if problem != nil {
		return nil, &RosterError{[]RosterProblem{*problem}}
	}
	b := rosterBuilder{roster: &Roster{Encoding: encoding}, zone: zone}
	b.build(records)
	if len(b.problems) > 0 {
		slices.SortStableFunc(b.problems, func(x, y RosterProblem) int { return x.Line - y.Line })
		return nil, &RosterError{b.problems}
	}
	return b.roster, nil
}

// DecodeText returns a text file of an LMS or a spreadsheet as UTF-8, without a mark at its start, and what it was encoded in: UTF-8, UTF-16 or
// CP949.
func DecodeText(raw []byte) (text, encoding string, ok bool) {
	decoded, err := raw, error(nil)
	switch {
	case bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")):
		decoded, encoding = raw[3:], "UTF-8"
	case bytes.HasPrefix(raw, []byte("\xff\xfe")), bytes.HasPrefix(raw, []byte("\xfe\xff")):
		encoding = "UTF-16"
		decoded, err = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(raw)
	case len(raw) > 1 && raw[0] != 0 && raw[1] == 0: // UTF-16 without a mark begins with a letter of a header, or a quote
		encoding = "UTF-16"
		decoded, err = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder().Bytes(raw)
	case len(raw) > 1 && raw[0] == 0:
		encoding = "UTF-16"
		decoded, err = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder().Bytes(raw)
	case utf8.Valid(raw):
		encoding = "UTF-8"
	default:
		encoding = "CP949"
		decoded, err = korean.EUCKR.NewDecoder().Bytes(raw)
	}
	if err != nil || !utf8.Valid(decoded) || bytes.ContainsRune(decoded, utf8.RuneError) || bytes.IndexByte(decoded, 0) >= 0 {
		return "", "", false
	}
	return string(decoded), encoding, true
}

// record is a line of the file: its number and its cells.
type record struct {
	line  int
	cells []string
}

// readRecords returns the lines that are not empty. The cells are separated by what separates most cells in the first line: a comma, a semicolon or a
// tab.
func readRecords(text string) ([]record, *RosterProblem) {
	first, _, _ := strings.Cut(strings.TrimLeft(text, "\r\n"), "\n")
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	for _, separator := range ";\t" {
		if strings.Count(first, string(separator)) > strings.Count(first, string(r.Comma)) {
			r.Comma = separator
		}
	}
	r.TrimLeadingSpace = r.Comma != '\t'
	var out []record
	for {
		cells, err := r.Read()
		var wrong *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return out, nil
		case errors.As(err, &wrong):
			return nil, &RosterProblem{Why: RosterCSV, Line: wrong.StartLine}
		}
		line, _ := r.FieldPos(0)
		for i, c := range cells {
			cells[i] = cleanCell(c)
		}
		if slices.ContainsFunc(cells, func(c string) bool { return c != "" }) {
			out = append(out, record{line, cells})
		}
	}
}

// textCell is how a spreadsheet writes a number that must stay a text: ="0042".
var textCell = regexp.MustCompile(`^="([^"]*)"$`)

// cleanCell returns a cell's text as it was meant.
func cleanCell(c string) string {
	c = strings.TrimSpace(strings.ReplaceAll(c, "\u00a0", " "))
	if m := textCell.FindStringSubmatch(c); m != nil {
		return m[1]
	}
	return safetext.FromCell(c)
}
