package classreport

import (
	"fmt"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/term"
)

// maxIDs is how many ids are listed for one reason. grades.csv has all of them.
const maxIDs = 40

// counts writes how many students have each state. Who is not in the roster does not belong to the class.
func (t *table) counts() {
	late, members := countLate(t.students)
	var parts []string
	for _, c := range countStates(t.students) {
		if c.state != results.Unmatched {
			parts = append(parts, t.say.Say("classreport.count", "count", c.count, "state", stateName(t.say, c.state)))
		}
	}
	text := t.say.Say("classreport.students", "count", members)
	if len(parts) > 0 {
		text = t.say.Say("classreport.students-states", "count", members, "states", strings.Join(parts, ", "))
	}
	if n := len(t.students) - members; n > 0 {
		text += " " + t.say.Say("classreport.unmatched-count", "count", n)
	}
	t.text("", text+" "+t.say.Say("classreport.late-count", "count", late))
}

// legend explains the marks that stand in the table.
func (t *table) legend() {
	if t.style.Plain {
		return
	}
	seen, set := map[results.State]bool{}, false
	for _, s := range t.students {
		for _, id := range t.lessons {
			l := lessonOf(s, id)
			seen[l.State] = true
			set = set || markOf(l) == markSet
		}
	}
	t.explainMarks(seen, set)
}

// explainMarks writes what the marks of these states mean, and the mark of points that were set by hand.
func (t *table) explainMarks(seen map[results.State]bool, set bool) {
	var rows [][2]string
	if set {
		rows = append(rows, [2]string{markSet, t.say.Say("classreport.set-means")})
	}
	for _, state := range results.States() {
		if seen[state] && marks[state] != "" {
			rows = append(rows, [2]string{marks[state], stateName(t.say, state) + ": " + stateMeans(t.say, state)})
		}
	}
	if len(rows) > 0 {
		fmt.Fprintln(t.w)
	}
	for _, row := range rows {
		mark := row[0]
		for _, line := range term.Wrap(row[1], max(t.style.Column-3, minText)) {
			fmt.Fprintln(t.w, mark+"  "+line)
			mark = " "
		}
	}
}

// overrides writes which points the instructor has set, and why.
func (t *table) overrides() {
	n := 0
	for _, s := range t.students {
		n += len(s.Overrides)
	}
	if n == 0 {
		return
	}
	fmt.Fprintln(t.w)
	t.text("", t.say.Say("classreport.set-list"))
	shown := 0
	for _, s := range t.students {
		for _, o := range s.Overrides {
			if shown++; shown <= maxIDs {
				t.text("  ", t.say.Say("classreport.set-row", "id", shownID(s.Student), "step", safeLine(o.Step), "points", o.Points, "why", safeLine(o.Why)))
			}
		}
	}
	if shown > maxIDs {
		t.text("  ", t.say.Say("classreport.more", "count", shown-maxIDs))
	}
}

// needsLook writes who needs the instructor's look, and why.
func (t *table) needsLook() {
	all := looks(t.students)
	if len(all) == 0 {
		return
	}
	fmt.Fprintln(t.w)
	t.text("", t.say.Say("classreport.look"))
	for _, l := range all {
		title := stateName(t.say, l.state)
		if l.lesson != "" {
			title += ", " + safeLine(l.lesson)
		}
		fmt.Fprintln(t.w, "  "+t.style.Palette().Bad(t.style.Shorten(title, max(t.style.Column-2, minText))))
		t.text("    ", t.idList(l.ids))
		if l.why != "" {
			t.text("    ", safeLine(l.why))
		}
	}
	if slices.ContainsFunc(all, func(l look) bool { return l.state == results.MachineFault }) {
		t.text("", t.say.Say("classreport.retry"))
	}
}

// idList returns the ids with commas, and counts those that are too many.
func (t *table) idList(ids []string) string {
	var out []string
	for _, id := range ids[:min(len(ids), maxIDs)] {
		out = append(out, shownID(id))
	}
	text := strings.Join(out, ", ")
	if more := len(ids) - maxIDs; more > 0 {
		text += " " + t.say.Say("classreport.more", "count", more)
	}
	return text
}

// text writes a text with an indentation, broken to the width of the output, within words that are wider.
func (t *table) text(indent, text string) {
	width := max(t.style.Column-len(indent), minText)
	for _, line := range term.Wrap(text, width) {
		for _, part := range term.Break(line, width) {
			fmt.Fprintln(t.w, indent+part)
		}
	}
}
