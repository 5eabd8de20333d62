package player

import (
	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/safetext"
)

// Difference is where two schedules of one scenario begin to differ.
type Difference struct {
	Rows [2]int `json:"rows"` // the number of the row in each picture, from 1; 0: it has none
	Text string `json:"text"`
}

// difference compares two schedules. text is the key of the sentence that says what each does first that the other does not.
func difference(first, second *model, text string) Difference {
	a, b := first.all(), second.all()
	k := 0
	for k < min(len(a), len(b)) && sameStep(a[k], b[k]) {
		k++
	}
	if k == len(a) && k == len(b) {
		return Difference{Text: first.say.Say("player.no-difference")}
	}
	d := Difference{Rows: [2]int{first.row(k), second.row(k)}}
	d.Text = first.say.Say(text, "step", d.Rows[0], "first", first.told(k), "second", second.told(k))
	return d
}

// sameStep reports whether two steps are the same move. What it reads or writes does not count.
func sameStep(a, b explore.Step) bool {
	return a.Goroutine == b.Goroutine && a.Op == b.Op && a.File == b.File && a.Line == b.Line
}

// row returns the number of the row that shows a step of all steps; 0 if none does.
func (m *model) row(k int) int {
	if k -= len(m.earlier); k >= 0 && k < len(m.steps) {
		return k + 1
	}
	return 0
}

// told says who makes a step, and what it does.
func (m *model) told(k int) string {
	all := m.all()
	if k >= len(all) {
		return m.say.Say("player.over")
	}
	return safetext.Line(all[k].Goroutine) + ": " + m.words(all[k])
}
