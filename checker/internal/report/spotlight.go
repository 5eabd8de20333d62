package report

import (
	"bytes"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

// Spotlight returns the explanation of one finding for a projector, in lines of at most wide columns. The two accesses of a data race stand one
// below the other, each with its file, its line and all of its code. src is the lesson's folder.
func Spotlight(style term.Style, say *msg.Printer, f goout.Finding, src fs.FS, wide int) []string {
	style.Column = wide + 2
	var b bytes.Buffer
	if f.Kind != goout.KindDataRace || len(f.Accesses) < 2 {
		spotOther(&b, style, say, shorten(f, path.Base), src)
		return unindented(b.String())
	}
	s := newSources(src)
	name := racedName(s, f)
	key := "spotlight.race"
	if name == "" {
		key = "spotlight.race-unnamed"
	}
	if slices.ContainsFunc(f.Accesses[:2], func(a goout.Access) bool { return strings.HasSuffix(a.Via, "closechan") }) {
		key = "spotlight.race-channel"
	}
	out := append(wrapHard(say.Say(key, "name", name), wide), "")
	for i, a := range f.Accesses[:2] {
		out = append(append(out, spotAccess(style, say, s, a, i+1, name, wide)...), "")
	}
	writePattern(&b, style, say, f)
	return append(out, unindented(b.String())...)
}

// unindented returns the lines of a text without the indentation of a report.
func unindented(text string) []string {
	var out []string
	for line := range strings.Lines(strings.Trim(text, "\n")) {
		out = append(out, strings.TrimPrefix(strings.TrimRight(line, "\n"), "  "))
	}
	return out
}

// spotOther writes a finding that is not a data race. Of a test's check it writes what was expected, what happened, who waits where, and the pattern.
func spotOther(w *bytes.Buffer, style term.Style, say *msg.Printer, f goout.Finding, src fs.FS) {
	if f.Kind != goout.KindAssertion {
		finding(w, style, say, f, src)
		return
	}
	if !plainAssertion(f, say) {
		for line := range strings.Lines(f.Text) {
			writeWrapped(w, style, strings.TrimRight(line, "\n"))
		}
	}
	compare(w, style, say, f)
	if len(f.Goroutines)+len(f.Other) > 0 {
		w.WriteString("\n")
	}
	s, wide := newSources(src), min(style.Column, maxPicture)-2
	f.Other = slices.DeleteFunc(slices.Clone(f.Other), func(o goout.Location) bool {
		return slices.ContainsFunc(f.Goroutines, func(g goout.Goroutine) bool { return g.File == o.File && g.Line == o.Line })
	})
	drawWaiting(w, style, say, f, s, wide)
	writePattern(w, style, say, f)
}

// spotAccess returns the lines of one access: the goroutine, what it does, where, and the code with the variable underlined.
func spotAccess(style term.Style, say *msg.Printer, s *sources, a goout.Access, n int, name string, wide int) []string {
	who := say.Say("picture.goroutine", "n", n)
	if a.Main {
		who = say.Say("picture.main")
	}
	key := "spotlight.reads"
	switch {
	case strings.HasSuffix(a.Via, "closechan"):
		key = "spotlight.closes"
	case strings.HasSuffix(a.Via, "chansend"), strings.HasSuffix(a.Via, "chansend1"):
		key = "spotlight.sends"
	case strings.Contains(a.Op, "write"):
		key = "spotlight.writes"
	}
	text := say.Say(key, "who", who, "place", placeOf(path.Base(a.File), a.Line, say))
	if a.File == "" {
		text = say.Say(key, "who", who, "place", placeOf("", 0, say))
	}
	if a.Created != nil && !strings.HasSuffix(a.Created.File, "_test.go") {
		text += " " + say.Say("spotlight.started", "place", at(path.Base(a.Created.File), a.Created.Line))
	}
	out := wrapHard(text, wide)
	code, ok := s.line(a.File, a.Line)
	if !ok {
		return out
	}
	code = strings.TrimSpace(code[:commentStart(code)])
	for _, line := range wrapHard(code, wide-4) {
		out = append(out, "    "+style.Palette().Code(line))
		if from := strings.Index(line, name); name != "" && from >= 0 && !style.Plain {
			out = append(out, strings.Repeat(" ", 4+term.Width(line[:from]))+style.Palette().Bad(strings.Repeat("~", term.Width(name))))
		}
	}
	return out
}

// chanOperand matches the channel of a close or a send.
var chanOperand = regexp.MustCompile(`close\(([\w.]+)\)|^\s*([\w.]+) <-`)

// racedName returns the variable of a race as a line of it spells the variable, or "" if neither line names it.
func racedName(s *sources, f goout.Finding) string {
	for _, a := range f.Accesses[:2] {
		if strings.Contains(a.Via, "chan") {
			code, _ := s.line(a.File, a.Line)
			if m := chanOperand.FindStringSubmatch(code); m != nil {
				return m[1] + m[2]
			}
		}
		if name := s.written(a.File, a.Line, f.Variable); name != "" {
			return name
		}
	}
	return f.Variable
}
