package gradebook

import (
	"fmt"
	"io"
	"strings"

	"sharedmap-workshop/checker/internal/classreport"
	"sharedmap-workshop/checker/internal/msg"
)

// maxSummary is how many bytes Markdown writes. GitHub refuses a job summary of more than 1 MiB for one step.
const maxSummary = 900 << 10

// Markdown writes the class as a table for a job summary or a comment. Students who do not fit are counted.
func Markdown(w io.Writer, class classreport.Class, say *msg.Printer) error {
	head, rows := class.SummaryRows(say)
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n\n| %s |\n|%s\n", say.Say("summary.title"), strings.Join(head, " | "), strings.Repeat("---|", len(head)))
	for i, row := range rows {
		line := "| " + strings.Join(row, " | ") + " |\n"
		if b.Len()+len(line) > maxSummary {
			fmt.Fprintf(&b, "\n%s\n", say.Say("classreport.more", "count", len(rows)-i))
			break
		}
		b.WriteString(line)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
