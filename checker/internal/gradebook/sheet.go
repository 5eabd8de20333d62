package gradebook

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"sharedmap-workshop/checker/internal/intake"
	"sharedmap-workshop/checker/internal/safetext"
)

// byteOrderMark tells spreadsheets that a CSV file is UTF-8.
const byteOrderMark = "\ufeff"

// sheet is a CSV file of a gradebook.
type sheet struct {
	rows  [][]string
	lines []int // of the rows in the file, from 1
	comma rune
	mark  bool // the file begins with a byte order mark, or needs one to be read as UTF-8
	crlf  bool
}

// readSheet reads a CSV file in any encoding that the gradebooks and spreadsheets write.
func readSheet(raw []byte) (*sheet, error) {
	text, encoding, ok := intake.DecodeText(raw)
	if !ok {
		return nil, &Error{Why: WhyEncoding}
	}
	s := &sheet{comma: ',', mark: encoding != "UTF-8" || bytes.HasPrefix(raw, []byte(byteOrderMark)), crlf: strings.Contains(text, "\r\n")}
	first, _, _ := strings.Cut(text, "\n")
	for _, other := range ";\t" {
		if strings.Count(first, string(other)) > strings.Count(first, string(s.comma)) {
			s.comma = other
		}
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord = s.comma, -1
	for {
		row, err := r.Read()
		var wrong *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return s, nil
		case errors.As(err, &wrong):
			return nil, &Error{Why: WhyCSV, Line: wrong.Line}
		case err != nil:
			return nil, err
		}
		line, _ := r.FieldPos(0)
		for i, cell := range row {
			row[i] = safetext.FromCell(cell) // write adds the apostrophe again
		}
		s.rows, s.lines = append(s.rows, row), append(s.lines, line)
	}
}

// write writes the sheet. Cells that a spreadsheet would run as a formula are made harmless; those that are numbers stay numbers.
func (s *sheet) write(w io.Writer) error {
	if s.mark {
		if _, err := io.WriteString(w, byteOrderMark); err != nil {
			return err
		}
	}
	out := csv.NewWriter(w)
	out.Comma, out.UseCRLF = s.comma, s.crlf
	for _, row := range s.rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = harmless(cell)
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// harmless returns a cell that no spreadsheet runs.
func harmless(cell string) string {
	if _, ok := number(cell); ok || len(strings.TrimSpace(cell)) == 1 { // a hyphen alone is no formula
		return cell
	}
	return safetext.Harmless(cell)
}

// cell returns a cell of a row, or "" where the row is too short.
func cell(row []string, i int) string {
	if i < 0 || i >= len(row) {
		return ""
	}
	return strings.TrimSpace(row[i])
}

// set sets a cell of a row, which becomes long enough.
func (s *sheet) set(row, i int, value string) {
	for len(s.rows[row]) <= i {
		s.rows[row] = append(s.rows[row], "")
	}
	s.rows[row][i] = value
}
