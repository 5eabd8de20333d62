package play

import (
	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/report"
)

// Machine returns the player's schedule and the machine's breaking one side by side, below what is known of all schedules, and the line at which
// they begin to differ. Without a schedule that breaks it returns only what is known.
func (s Screen) Machine(r *explore.Result, known Known) (out []string, first int) {
	out = s.wrap(plain, known.Sentence(s.Say))
	if !known.Breakable() {
		return out, 0
	}
	out = append(out, "")
	titles := [2]string{s.Say.Say("play.yours"), s.Say.Say("play.machines")}
	lines, differ := report.Beside(s.Style, titles, report.PlayedFinding(r, s.Say), report.PlayedFinding(known.Search, s.Say), s.Dir, s.Wide)
	first = len(out) + differ
	out = append(append(out, lines...), "")
	return append(out, s.wrap(s.Style.Palette().Bad, s.Say.Say("play.machine-end", "end", report.PlayedEnd(known.Search, s.Say)))...), first
}
