package cli

import (
	"bytes"
	"path"
	"strconv"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/term"
)

// maxSample is the largest number of lines of a program's output that a page shows.
const maxSample = 8

// sampleLines returns what one run printed, with a mark before each line that the repaired program prints differently.
func (d *demo) sampleLines(e gotest.ProgramResult, wide int) []string {
	end := endOf(e, d.want)
	if end == endedRight {
		return indented(d.app.say.Say("demo.sample-right"), "", wide)
	}
	got := outputLines(e.Stdout)
	d.doc.Output = append(d.doc.Output, got...)
	out := indented(d.app.say.Say(map[demoEnd]string{endedWrong: "demo.sample-wrong", endedDied: "demo.sample-died", endedHung: "demo.sample-hung"}[end]), "", wide)
	switch end {
	case endedWrong:
		return append(out, d.differences(got, wide)...)
	case endedDied:
		for _, line := range last(got, maxSample/2) {
			out = append(out, hanging("    ", line, wide)...)
		}
		return append(out, d.death(e.Output, wide)...)
	}
	if len(got) == 0 {
		out = append(out, hanging("    ", d.app.say.Say("demo.sample-nothing"), wide)...)
	}
	for _, line := range last(got, maxSample) {
		out = append(out, hanging("    ", line, wide)...)
	}
	return append(out, hanging("  > ", d.app.say.Say("demo.sample-stopped", "seconds", int(demoTimeout.Seconds())), wide)...)
}

// differences returns the lines that a wrong run printed. Where the repaired program prints something else, both lines stand there. If the lines are
// too many, those that are right are left out first.
func (d *demo) differences(got []string, wide int) []string {
	want := outputLines(d.want)
	var all, wrong []string
	for i := range max(len(got), len(want)) {
		g, w := lineAt(got, i), lineAt(want, i)
		if g == w {
			all = append(all, hanging("    ", g, wide)...)
			continue
		}
		pair := append(hanging("  > ", g, wide), hanging("      ", d.app.say.Say("demo.instead", "line", w), wide)...)
		all, wrong = append(all, pair...), append(wrong, pair...)
	}
	if len(all) > maxSample {
		all = wrong
	}
	if len(all) > maxSample {
		all = append(all[:maxSample], "    "+d.app.style(d.app.Stdout).Ellipsis())
	}
	return append(all, indented(d.app.say.Say("demo.sample-legend"), "", wide)...)
}

// death returns the line with which Go ended the program, and the line of the lesson's file.
func (d *demo) death(output []byte, wide int) []string {
	var out []string
	for line := range strings.Lines(string(output)) {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "panic: ") || strings.HasPrefix(line, "fatal error: ") {
			d.doc.Output = append(d.doc.Output, line)
			out = hanging("  > ", line, wide)
			break
		}
	}
	found, _ := goout.Read(bytes.NewReader(output)) // a bytes.Reader does not fail
	for _, f := range found {
		if f.Kind != goout.KindDataRace && f.File != "" && f.Line > 0 {
			place := path.Base(strings.ReplaceAll(f.File, `\`, "/")) + ":" + strconv.Itoa(f.Line)
			return append(out, hanging("    ", d.app.say.Say("demo.sample-place", "place", place), wide)...)
		}
	}
	return out
}

// outputLines returns the lines of a program's output.
func outputLines(b []byte) []string {
	text := strings.TrimRight(strings.ReplaceAll(string(b), "\r\n", "\n"), "\n")
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}

func lineAt(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

func last(lines []string, n int) []string { return lines[max(0, len(lines)-n):] }

// indented returns a text in lines of at most wide columns, each with the indentation.
func indented(text, indent string, wide int) []string {
	var out []string
	for _, line := range term.Wrap(text, wide-len(indent)) {
		out = append(out, indent+line)
	}
	return out
}

// hanging returns a line as it is, behind a mark. A line that is too wide is continued below.
func hanging(mark, line string, wide int) []string {
	room := wide - len(mark)
	if term.Width(line) <= room {
		return []string{mark + line}
	}
	var out []string
	for _, part := range term.Wrap(line, room) {
		out = append(out, mark+part)
		mark = strings.Repeat(" ", len(mark))
	}
	return out
}
