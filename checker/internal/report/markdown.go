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
	mdOther    = regexp.MustCompile(`^\p{L}+: \[(?:README|ko/|\.\./)[^\]]*\]\([^)]*\)( · )?`)
	mdPicture  = regexp.MustCompile(`^!\[([^\]]*)\]\([^)]*\)$`)
	mdRule     = regexp.MustCompile(`^\|[-:| ]+\|$`)
	mdStress   = regexp.MustCompile("(`[^`]*`)|\\*([^*\\s`](?:[^*`]|`[^`]*`)*)\\*")
	mdItem     = regexp.MustCompile(`^(\s*)([-*]|\d+\.) +`)
)

// Markdown writes one of the workshop's pages to a terminal. It wraps paragraphs and lists, and does not change code. It leaves out lines that
// consist of one link, and the links to the page in the other language. In place of a picture it writes the picture's description in brackets. A row
// of a table becomes an item of a list.
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
			if code = !code; !code {
				fmt.Fprintln(w)
			}
		case code:
			fmt.Fprintf(w, "    %s\n", p.Code(strings.ReplaceAll(line, "\t", "    ")))
		case mdLinkLine.MatchString(trimmed), mdRule.MatchString(trimmed):
		case mdPicture.MatchString(trimmed):
			flush()
			for _, l := range term.Wrap("["+mdPicture.FindStringSubmatch(trimmed)[1]+"]", maxText-2) {
				fmt.Fprintf(w, "  %s\n", p.Dim(l))
			}
			fmt.Fprintln(w)
		case strings.HasPrefix(trimmed, "|"):
			flush()
			para = []string{"- " + tableRow(trimmed)}
		case trimmed == "":
			if len(para) > 0 {
				flush()
				fmt.Fprintln(w)
			}
		case strings.HasPrefix(line, "#"):
			flush()
			writeHeading(w, style, line)
		case strings.HasPrefix(trimmed, ">"):
			para = append(para, strings.TrimSpace(trimmed[1:]))
		case mdItem.MatchString(line):
			flush()
			para = []string{line}
		default:
			para = append(para, mdOther.ReplaceAllString(trimmed, ""))
		}
	}
	flush()
}

// writeHeading writes a heading. The first two levels are underlined, so that they are seen without colours, too.
func writeHeading(w io.Writer, style term.Style, line string) {
	title := strings.TrimLeft(line, "# ")
	fmt.Fprintf(w, "%s\n", style.Palette().Bold(title))
	if rule := "─"; !strings.HasPrefix(line, "###") {
		if style.Ascii {
			rule = "-"
		}
		fmt.Fprintf(w, "%s\n", style.Palette().Dim(strings.Repeat(rule, min(term.Width(title), maxText))))
	}
	fmt.Fprintln(w)
}

// tableRow returns the cells of a row of a table as a sentence.
func tableRow(row string) string {
	var cells []string
	for _, cell := range strings.Split(strings.Trim(row, "|"), "|") {
		if cell = strings.TrimSpace(cell); cell != "" {
			cells = append(cells, cell)
		}
	}
	return strings.Join(cells, ": ")
}

// writeBlock writes a paragraph or one item of a list, wrapped to maxText columns.
func writeBlock(w io.Writer, para []string) {
	if len(para) == 0 {
		return
	}
	text := mdLink.ReplaceAllString(strings.ReplaceAll(strings.Join(para, " "), "**", ""), "$1")
	bullet := mdItem.FindString(text)
	text = bullet + mdStress.ReplaceAllString(strings.TrimPrefix(text, bullet), "$1$2") // code in backquotes stays as it is
	head := mdItem.FindString(text)
	hang := strings.Repeat(" ", len(head))
	for _, line := range term.Wrap(strings.TrimPrefix(text, head), maxText-len(head)) {
		fmt.Fprintf(w, "%s%s\n", head, line)
		head = hang
	}
}
