package play

import (
	"slices"
	"strconv"
	"strings"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/safetext"
	"sharedmap-workshop/checker/internal/term"
)

// Screen draws a game as lines.
type Screen struct {
	Style term.Style
	Say   *msg.Printer
	Name  string // of the step or the test
	Dir   string // the folder to which the names of files are relative
	Wide  int    // no line has more columns
	Keys  bool   // the reader can press keys, of which the texts speak
	Alone bool   // the schedule got this far without a choice of the player
}

// Game returns the lines of a schedule that moves have led to: what was done so far, and below it what can be chosen, or how it has ended. They are
// rows lines at most, of which the picture gives way first; with rows 0 there is no limit. selected is the number of the marked way, from 1; 0: none.
func (s Screen) Game(r *explore.Result, known Known, selected, rows int) []string {
	picture := s.picture(r)
	below, marked := s.below(r, known, selected)
	title := s.Style.Palette().Bold(s.Style.Shorten(s.title(r), s.Wide))
	if rows == 0 {
		return slices.Concat([]string{title, ""}, picture.Head, picture.frames(), []string{""}, below)
	}
	below = fit(below, marked, max(4, rows*2/3), s.Style.Ellipsis())
	room := max(2, rows-2-len(below)) // without the title and a blank line
	drawn := picture.last(room, s.Style.Ellipsis())
	out := slices.Concat([]string{title}, drawn, make([]string, 1), below)
	return out[:min(len(out), rows)]
}

// title names the scenario, its case, and the choices as --moves takes them.
func (s Screen) title(r *explore.Result) string {
	parts := []string{safetext.Line(s.Name)}
	for _, step := range slices.Backward(r.Trace) {
		if step.Op == "case" {
			parts = append(parts, safetext.Line(step.Value))
			break
		}
	}
	if len(r.Choices) > 0 {
		moves := make([]string, len(r.Choices))
		for i, way := range r.Choices {
			moves[i] = strconv.Itoa(way + 1)
		}
		parts = append(parts, s.Say.Say("play.move", "moves", strings.Join(moves, ",")))
	}
	return strings.Join(parts, "  ")
}

// board is a picture of a schedule.
type board struct{ report.Storyboard }

func (s Screen) picture(r *explore.Result) board {
	return board{report.NewStoryboard(s.Style, s.Say, report.PlayedFinding(r, s.Say), s.Dir, s.Wide)}
}

// frames returns all rows of the picture. The newest one is shown with all of its code.
func (b board) frames() []string {
	var out []string
	for i, f := range b.Frames {
		if i == len(b.Frames)-1 {
			out = append(out, f.Rows...)
			continue
		}
		out = append(out, f.Past...)
	}
	return out
}

// last returns the head and as many of the last rows as there is room for. A sign below the names says that there are more above.
func (b board) last(room int, dots string) []string {
	head, all := slices.Clone(b.Head), b.frames()
	if n := room - len(head); len(all) > n {
		all = all[len(all)-max(1, n):]
		if k := len(head) - 1; k >= 0 {
			head[k] = dots + strings.TrimPrefix(head[k], term.Cut(head[k], term.Width(dots)))
		} else {
			all[0] = dots
		}
	}
	return append(head, all...)
}

// below returns what stands below the picture, and the index of the marked line in it.
func (s Screen) below(r *explore.Result, known Known, selected int) (out []string, marked int) {
	if r.Played == nil || r.Played.Open == nil {
		return s.end(r, known), 0
	}
	rows := append(ways(r, s.Say), others(r, s.Say)...)
	out = s.wrap(s.Style.Palette().Bold, question(r.Played.Open, s.Say))
	return append(out, lines(s.Style, rows, selected, s.Wide)...), max(0, len(out)-1+selected)
}

// end returns how the schedule has ended, and what is known of the others.
func (s Screen) end(r *explore.Result, known Known) []string {
	p := s.Style.Palette()
	if StateOf(r) != Broken {
		paint := p.Note
		if StateOf(r) == Held {
			paint = p.Good
		}
		text := known.Sentence(s.Say)
		if known.Breakable() && s.Keys {
			text += " " + s.Say.Say("play.hint")
		}
		return append(s.wrap(paint, report.PlayedEnd(r, s.Say)), s.wrap(plain, text)...)
	}
	key := "play.broken"
	if s.Alone {
		key = "play.broken-alone"
	}
	out := s.wrap(p.Bad, s.Say.Say(key))
	return append(out, s.picture(r).End...)
}

// plain is a paint that leaves a text as it is.
func plain(text ...any) string { return text[0].(string) }

// wrap breaks a text into painted lines.
func (s Screen) wrap(paint func(...any) string, text string) []string {
	var out []string
	for _, line := range term.Wrap(text, s.Wide) {
		for _, part := range term.Break(line, s.Wide) {
			out = append(out, paint(part))
		}
	}
	return out
}

// fit returns at most so many of the lines, the first of them and those around the marked one, and a sign where lines are left out.
func fit(all []string, marked, most int, dots string) []string {
	if len(all) <= most {
		return all
	}
	room := most - 2 // without the first line and the sign behind the last
	from := min(max(1, marked-room+1), len(all)-room)
	out := append([]string{all[0]}, all[from:from+room]...)
	if from > 1 && marked != from {
		out[1] = dots
	}
	if from+room < len(all) {
		out = append(out, dots)
	}
	return out
}
