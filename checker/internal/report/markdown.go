package report

import (
	"fmt"
	"io"
	"regexp"
	"strings"

	"sharedmap-workshop/checker/internal/term"
)

var (
	mdLink     = regexp.MustCompile(`\[([^\]]+)\]\([^)]*\)`)
	mdLinkLine = regexp.MustCompile(`^\[[^\]]+\]\([^)]*\)$`)
	mdOther    = regexp.MustCompile(`^\p{L}+: \[README[^\]]*\]\([^)]*\)( · )?`)
	mdItem     = regexp.MustCompile(`^(\s*)([-*]|\d+\.) +`)
)

// Markdown writes one of the workshop's pages to a terminal. It wraps paragraphs and lists, and does not change code. It leaves out lines that
// consist of one link, and the links to the page in the other language.
func Markdown(w io.Writer, style term.Style, page string) {
	p := style.Palette()
	var para []string
	flush := func() {
		writeBlock(w, para)
		para = nil
	}
	code := false
	for _, line := range strings.Split(strings.ReplaceAll(page, "\r\n", "\n"), "\n") {
		trimmed := strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(trimmed, "```"):
			flush()
			code = !code
		case code:
			fmt.Fprintf(w, "    %s\n", p.Code(strings.ReplaceAll(line, "\t", "    ")))
		case mdLinkLine.MatchString(trimmed):
		case trimmed == "":
			if len(para) > 0 {
				flush()
				fmt.Fprintln(w)
			}
		case strings.HasPrefix(line, "#"):
			flush()
			fmt.Fprintf(w, "%s\n\n", p.Bold(strings.TrimLeft(line, "# ")))
		case mdItem.MatchString(line):
			flush()
			para = []string{line}
		default:
			para = append(para, mdOther.ReplaceAllString(trimmed, ""))
		}
	}
	flush()
}

// writeBlock writes a paragraph or one item of a list, wrapped to maxText columns.
func writeBlock(w io.Writer, para []string) {
	if len(para) == 0 {
		return
	}
	text := mdLink.ReplaceAllString(strings.ReplaceAll(strings.Join(para, " "), "**", ""), "$1")
	head := mdItem.FindString(text)
	hang := strings.Repeat(" ", len(head))
	for _, line := range term.Wrap(strings.TrimPrefix(text, head), maxText-len(head)) {
		fmt.Fprintf(w, "%s%s\n", head, line)
		head = hang
	}
}
