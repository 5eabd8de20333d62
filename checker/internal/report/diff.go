package report

import (
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"sharedmap-workshop/checker/internal/term"
)

// Difference is the line-by-line difference between two versions of a text.
type Difference struct {
	left, right string // the names of the versions
	hunks       [][]diffLine
}

// diffLine is one line of a hunk with its line number on each side. The number is 0 if the line is missing on that side.
type diffLine struct {
	op          byte // ' ' on both sides, '-' on the left only, '+' on the right only
	left, right int
	text        string
}

var hunkHead = regexp.MustCompile(`^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@`)

// Diff compares two texts. It treats Windows line ends as Unix line ends.
func Diff(left string, a []byte, right string, b []byte) Difference {
	d := Difference{left: left, right: right}
	text := string(diff.Diff("a", unixEnds(a), "b", unixEnds(b)))
	var l, r int
	for _, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		if m := hunkHead.FindStringSubmatch(line); m != nil {
			l, _ = strconv.Atoi(m[1]) // the pattern holds digits only
			r, _ = strconv.Atoi(m[2])
			d.hunks = append(d.hunks, nil)
			continue
		}
		if len(d.hunks) == 0 || line == "" || line[0] == '\\' {
			continue
		}
		x := diffLine{op: line[0], text: strings.ReplaceAll(line[1:], "\t", "    ")}
		if x.op != '+' {
			x.left = l
			l++
		}
		if x.op != '-' {
			x.right = r
			r++
		}
		last := len(d.hunks) - 1
		d.hunks[last] = append(d.hunks[last], x)
	}
	return d
}

func unixEnds(b []byte) []byte {
	s := strings.ReplaceAll(string(b), "\r\n", "\n")
	if s != "" && !strings.HasSuffix(s, "\n") {
		s += "\n"
	}
	return []byte(s)
}

// Same reports whether the two versions are equal.
func (d Difference) Same() bool { return len(d.hunks) == 0 }

// DiffSide is one side of a row: a line with its number, and whether the other version has it.
type DiffSide struct {
	Number int
	Text   string
	Only   bool // the line is in this version alone
}

// Rows returns the parts that differ, with some lines around them, as rows of two sides. A side is nil where the other version has more lines.
func (d Difference) Rows() [][][2]*DiffSide {
	var out [][][2]*DiffSide
	for _, h := range d.hunks {
		var rows [][2]*DiffSide
		for _, pair := range pairs(h) {
			var row [2]*DiffSide
			if x := pair[0]; x != nil {
				row[0] = &DiffSide{x.left, x.text, x.op != ' '}
			}
			if x := pair[1]; x != nil {
				row[1] = &DiffSide{x.right, x.text, x.op != ' '}
			}
			rows = append(rows, row)
		}
		out = append(out, rows)
	}
	return out
}

// wideEnough is the smallest terminal width, in columns, at which two columns of code are readable.
const wideEnough = 120

// Write writes the difference: side by side on a wide terminal, otherwise in the unified format.
func (d Difference) Write(w io.Writer, style term.Style) {
	if style.Column >= wideEnough && !style.Plain {
		d.beside(w, style)
		return
	}
	d.unified(w, style)
}

func (d Difference) unified(w io.Writer, style term.Style) {
	p := style.Palette()
	fmt.Fprintf(w, "%s\n%s\n", p.Bad("--- "+d.left), p.Good("+++ "+d.right))
	for _, h := range d.hunks {
		fmt.Fprintln(w, p.Dim("@@ "+hunkPlace(h)+" @@"))
		for _, x := range h {
			fmt.Fprintln(w, paintOp(p, x.op, string(x.op)+x.text))
		}
	}
}

// hunkPlace returns the line numbers at which a hunk begins, in the format of diff.
func hunkPlace(h []diffLine) string {
	var l, r int
	for _, x := range h {
		if l == 0 {
			l = x.left
		}
		if r == 0 {
			r = x.right
		}
	}
	return fmt.Sprintf("-%d +%d", l, r)
}

func paintOp(p term.Palette, op byte, s string) string {
	switch op {
	case '-':
		return p.Bad(s)
	case '+':
		return p.Good(s)
	}
	return s
}

func (d Difference) beside(w io.Writer, style term.Style) {
	p := style.Palette()
	bar := " │ "
	if style.Ascii {
		bar = " | "
	}
	each := (style.Column - term.Width(bar)) / 2
	row := func(left, right string) {
		fmt.Fprintln(w, strings.TrimRight(term.Pad(left, each)+bar+right, " "))
	}
	row(p.Bold(d.left), p.Bold(d.right))
	for i, h := range d.hunks {
		if i > 0 {
			row("   "+style.Ellipsis(), "   "+style.Ellipsis())
		}
		for _, pair := range pairs(h) {
			row(side(style, pair[0], true, each), side(style, pair[1], false, each))
		}
	}
}

// pairs returns the rows of the side-by-side view. It pairs adjacent removed and added lines.
func pairs(h []diffLine) [][2]*diffLine {
	var out [][2]*diffLine
	var gone, came []*diffLine
	flush := func() {
		for i := range max(len(gone), len(came)) {
			var pair [2]*diffLine
			if i < len(gone) {
				pair[0] = gone[i]
			}
			if i < len(came) {
				pair[1] = came[i]
			}
			out = append(out, pair)
		}
		gone, came = nil, nil
	}
	for i := range h {
		switch x := &h[i]; x.op {
		case '-':
			gone = append(gone, x)
		case '+':
			came = append(came, x)
		default:
			flush()
			out = append(out, [2]*diffLine{x, x})
		}
	}
	flush()
	return out
}

// side returns one half of a row: line number, sign and code. It shortens code that is too long.
func side(style term.Style, x *diffLine, left bool, wide int) string {
	if x == nil {
		return ""
	}
	n := x.right
	if left {
		n = x.left
	}
	s := fmt.Sprintf("%4d %c %s", n, x.op, x.text)
	return paintOp(style.Palette(), x.op, style.Shorten(s, wide))
}
