package play

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/safetext"
	"sharedmap-workshop/checker/internal/term"
)

// A row is one line of the list of choices: cells side by side.
type row struct {
	number int // of the way, from 1; 0: not a way
	cells  [3]string
	code   string
}

// question returns what is to be chosen.
func question(open *explore.Open, say *msg.Printer) string {
	kind := open.Kind
	if open.Ways[0].Op == "random" {
		kind = "random"
	}
	return say.Say("play.choose-"+kind, "who", safetext.Line(open.By.Goroutine), "place", place(open.By), "code", safetext.Line(open.By.Code))
}

// ways returns a row for each way of the open choice.
func ways(r *explore.Result, say *msg.Printer) []row {
	open, names := r.Played.Open, named(r)
	out := make([]row, len(open.Ways))
	for i, w := range open.Ways {
		out[i] = row{number: i + 1, code: safetext.Line(w.Code)}
		switch {
		case w.Timer:
			out[i].cells[0] = say.Say("play.timer")
		case w.Case != "" && w.Op == "random":
			out[i].cells[0] = say.Say("play.random", "value", safetext.Line(w.Case))
		case w.Case != "":
			out[i].cells[0] = safetext.Line(w.Case)
		case len(w.Starts) > 0:
			out[i].cells[0] = report.NameList(w.Starts, say)
		case w.Goroutine != "":
			out[i].cells = [3]string{safetext.Line(w.Goroutine), operation(w.Op, names[w.Object], say), place(w)}
		case w.Op != "" && w.Op != "random":
			out[i].cells[0] = operation(w.Op, names[w.Object], say)
		case open.Kind == "detour" && w.Op == "":
			out[i].cells[0] = say.Say("play.detour", "rare", i > 0)
		default:
			out[i].cells[0] = say.Say("play.number", "number", i+1, "of", len(open.Ways))
		}
	}
	return out
}

// others returns a row for each goroutine that is not among the ways, and why it cannot move.
func others(r *explore.Result, say *msg.Printer) []row {
	var out []row
	if r.Final == nil || r.Played.Open.Kind != "switch" {
		return nil
	}
	names := report.ObjectNames(r)
	for _, g := range r.Final.Goroutines {
		if slices.ContainsFunc(r.Played.Open.Ways, func(w explore.Way) bool { return w.Goroutine == g.Goroutine }) {
			continue
		}
		why := report.Waits(g, r.Final, names, say)
		if g.Can {
			why = say.Say("play.gave-way")
		}
		out = append(out, row{cells: [3]string{safetext.Line(g.Goroutine), why}})
	}
	return out
}

// named returns the names of the objects that the source gives one.
func named(r *explore.Result) map[int]string {
	names := map[int]string{}
	for _, o := range r.Objects {
		if o.Name != o.Kind && !strings.HasPrefix(o.Name, o.Kind+" #") {
			names[o.Number] = o.Name
		}
	}
	return names
}

// place returns the file and the line of a way.
func place(w explore.Way) string {
	if w.Line == 0 {
		return ""
	}
	return fmt.Sprintf("%s:%d", safetext.Line(filepath.Base(w.File)), w.Line)
}

// operation returns what an operation is called. object is the name of what it is on, or "".
func operation(op, object string, say *msg.Printer) string {
	key := "play-op." + strings.ReplaceAll(op, " ", "-")
	text := safetext.Line(op)
	if who, ok := strings.CutPrefix(op, "wait for "); ok {
		text = say.Say("play-op.wait-for", "who", safetext.Line(who))
	} else if say.Has(key) {
		text = say.Say(key)
	}
	if object == "" {
		return text
	}
	return say.Say("play.operation-on", "operation", text, "object", safetext.Line(object))
}

// lines lays rows out in columns. The row with the number selected is marked. No line is wider than wide.
func lines(style term.Style, rows []row, selected, wide int) []string {
	var widths [2]int
	for _, r := range rows {
		if r.number > 0 && r.cells[1] != "" {
			for i := range widths {
				widths[i] = max(widths[i], term.Width(r.cells[i]))
			}
		}
	}
	p := style.Palette()
	out := make([]string, len(rows))
	for k, r := range rows {
		prefix := "     "
		if r.number > 0 {
			prefix = fmt.Sprintf("  %2d ", r.number)
		}
		if r.number == selected && selected > 0 {
			prefix = ">" + prefix[1:]
		}
		parts := []string{term.Pad(r.cells[0], widths[0]), r.cells[1]}
		if r.number > 0 && r.cells[1] != "" {
			parts = []string{term.Pad(r.cells[0], widths[0]), term.Pad(r.cells[1], widths[1]), r.cells[2], r.code}
		}
		line := style.Shorten(strings.TrimRight(prefix+strings.Join(parts, "  "), " "), wide)
		switch {
		case r.number == 0:
			line = p.Dim(line)
		case r.number == selected:
			line = p.Bold(line)
		}
		out[k] = line
	}
	return out
}
