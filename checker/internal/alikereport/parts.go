package alikereport

import (
	"fmt"
	"strings"

	"sharedmap-workshop/checker/internal/alike"
	"sharedmap-workshop/checker/internal/safetext"
)

// part is a piece of a file as the page shows it.
type part struct {
	Text   string
	Number int    // of the region, or 0
	Class  string // its colour
	ID, To string // its anchor, and that of the same region in the other file
}

// colours is how many colours regions have, one after the other. The numbers tell them apart.
const colours = 6

// parts cuts a file at the borders of its regions. Each line begins with its number.
func parts(src []byte, regions []alike.Region, own, other string) []part {
	var out []part
	n := numbering{}
	at := 0
	for _, r := range regions {
		if r.From < at || r.To > len(src) {
			continue
		}
		out = append(out, part{Text: n.text(src[at:r.From])})
		out = append(out, part{
			Text: n.text(src[r.From:r.To]), Number: r.Number, Class: fmt.Sprint("m", r.Number%colours),
			ID: fmt.Sprintf("%s-%d", own, r.Number), To: fmt.Sprintf("%s-%d", other, r.Number),
		})
		at = r.To
	}
	return append(out, part{Text: n.text(src[at:])})
}

// numbering makes pieces of one file printable, and numbers their lines.
type numbering struct{ line int }

func (n *numbering) text(src []byte) string {
	var out strings.Builder
	for i, line := range strings.Split(string(src), "\n") {
		if i > 0 {
			out.WriteByte('\n')
		}
		if i > 0 || n.line == 0 {
			n.line++
			fmt.Fprintf(&out, "%3d  ", n.line)
		}
		out.WriteString(safetext.Line(strings.ReplaceAll(strings.TrimSuffix(line, "\r"), "\t", "    ")))
	}
	return out.String()
}
