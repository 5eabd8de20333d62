package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/safetext"
	"sharedmap-workshop/checker/internal/term"
)

// maxSummary is how many bytes WriteMarkdown writes. GitHub refuses a job summary of more than 1 MiB for one step.
const maxSummary = 900 << 10

// WriteMarkdown writes the findings for a job summary or a comment: a table of all causes, then the explanation of each with its picture.
func WriteMarkdown(w io.Writer, say *msg.Printer, r Results) {
	all := r.problems()
	if len(all) == 0 {
		fmt.Fprintf(w, "%s\n", say.Say("explain.nothing"))
		return
	}
	fmt.Fprintf(w, "## %s\n\n| | %s | %s | |\n|---|---|---|---|\n", say.Say("formats.heading", "count", len(all)), say.Say("formats.kind"), say.Say("formats.place"))
	for i, p := range all {
		fmt.Fprintf(w, "| %d | %s | %s | %s |\n", i+1, mdText(p.title(say)), mdCode(p.at()), mdText(p.firstLine(say)))
	}
	left := maxSummary
	for i, p := range all {
		section := p.markdown(say, r, i+1)
		if left -= len(section); left < 0 {
			fmt.Fprintf(w, "\n%s\n", say.Say("formats.more", "count", len(all)-i))
			return
		}
		_, _ = w.Write(section)
	}
}

// markdown returns the section of one problem.
func (p problem) markdown(say *msg.Printer, r Results, n int) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "\n### %d. %s\n\n", n, mdText(p.title(say)))
	if at := p.at(); at != "" {
		fmt.Fprintf(&b, "%s\n\n", mdCode(at))
	}
	for _, line := range strings.Split(p.text(say), "\n") {
		if text := strings.TrimSpace(line); text != "" {
			fmt.Fprintf(&b, "%s  \n", mdText(strings.TrimPrefix(text, "- ")))
		}
	}
	if picture := p.picture(say, r); picture != "" {
		fmt.Fprintf(&b, "\n%s", mdBlock(picture))
	}
	return b.Bytes()
}

// picture returns the drawing of the problem as text, or "".
func (p problem) picture(say *msg.Printer, r Results) string {
	var b bytes.Buffer
	style := term.Style{Column: maxPicture}
	f := shorten(p.Finding, p.local)
	switch {
	case f.Kind == goout.KindSchedule:
		if len(f.Trace) > 0 {
			DrawSchedule(&b, style, say, f)
		}
	case f.Kind != goout.KindAssertion && r.Src != nil:
		Picture(&b, style, say, f, r.Src)
	}
	return strings.Trim(b.String(), "\n")
}

// mdEscapes are the characters that mean something to Markdown or to GitHub, and what shows each as it is.
var mdEscapes = strings.NewReplacer("\\", `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", "&", "&amp;", "#", `\#`, "|", `\|`, "~", `\~`,
	"@", "@\u2060") // nobody is to be notified

// mdText returns a text so that Markdown shows it as it is, in one line.
func mdText(s string) string { return mdEscapes.Replace(safetext.Line(s)) }

// mdCode returns a text as code in a line.
func mdCode(s string) string {
	if s == "" {
		return ""
	}
	s = strings.ReplaceAll(safetext.Line(s), "|", "·")
	fence := fenceFor(s, 1)
	if len(fence) > 1 {
		return fence + " " + s + " " + fence
	}
	return fence + s + fence
}

// mdBlock returns a text as a block of code.
func mdBlock(s string) string {
	fence := fenceFor(s, 3)
	return fence + "text\n" + safeLines(s) + "\n" + fence + "\n"
}

// fenceFor returns more backticks than stand together anywhere in the text, and at least the given number.
func fenceFor(s string, n int) string {
	run := 0
	for _, c := range s {
		if c != '`' {
			run = 0
			continue
		}
		if run++; run >= n {
			n = run + 1
		}
	}
	return strings.Repeat("`", n)
}
