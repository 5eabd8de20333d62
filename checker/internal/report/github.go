package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/safetext"
)

// maxAnnotations is how many annotations GitHub shows for one step.
const maxAnnotations = 10

// WriteGitHub writes an annotation for each cause, as a workflow command of GitHub Actions:
//
//	::error file=queue/queue.go,line=31,title=data-race::Data race: two goroutines write …
//
// GitHub shows at most ten in a step. The others follow as lines of WriteBrief; rest is their number.
func WriteGitHub(w io.Writer, say *msg.Printer, r Results) (rest int) {
	for i, p := range r.problems() {
		if i < maxAnnotations {
			fmt.Fprintln(w, p.annotation(say))
			continue
		}
		if rest == 0 {
			fmt.Fprintln(w)
		}
		rest++
		fmt.Fprintln(w, withoutCommand(p.brief(say)))
	}
	return rest
}

// annotation returns the workflow command of a problem.
func (p problem) annotation(say *msg.Printer) string {
	var properties []string
	add := func(name, value string) { properties = append(properties, name+"="+escapeProperty(value)) }
	if p.File != "" {
		add("file", p.local(p.File))
	}
	if p.File != "" && p.Line > 0 {
		add("line", strconv.Itoa(p.Line))
	}
	if p.File != "" && p.Column > 0 {
		add("col", strconv.Itoa(p.Column))
	}
	add("title", safetext.Line(p.title(say)))
	command := "error"
	if p.Kind == goout.KindUnknown {
		command = "warning"
	}
	return "::" + command + " " + strings.Join(properties, ",") + "::" + escapeData(safeLines(p.text(say)))
}

// escapeData escapes the message of a workflow command.
func escapeData(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

// escapeProperty escapes the value of a property of a workflow command.
func escapeProperty(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(s)
}

// withoutCommand returns the line so that GitHub reads no workflow command in it, whatever an output wrote into it.
func withoutCommand(line string) string {
	line = strings.ReplaceAll(line, "##[", "## [")
	if strings.HasPrefix(strings.TrimSpace(line), "::") {
		line = "| " + line
	}
	return line
}

// safeLines returns each line of a text as printable characters.
func safeLines(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = safetext.Line(lines[i])
	}
	return strings.Join(lines, "\n")
}
