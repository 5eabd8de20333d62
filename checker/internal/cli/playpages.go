package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"sharedmap-workshop/checker/internal/play"
	"sharedmap-workshop/checker/internal/term"
)

func (r *playRound) screen() play.Screen {
	s := r.playScreen(r.s, r.style(r.Stdout).Column)
	s.Keys, s.Alone = true, r.game.AtStart()
	return s
}

// room returns how many lines of the screen are free above the line of the keys. It is 0 if the output cannot be redrawn: then everything is written.
func (r *playRound) room() int {
	if !r.style(r.Stdout).Live {
		return 0
	}
	_, rows := term.Size(r.out)
	if rows == 0 {
		rows = 24
	}
	return max(6, rows-1)
}

// lines returns the game as it stands.
func (r *playRound) lines() []string {
	selected, room := r.selected, r.room()
	if r.game.Open() == nil {
		selected = 0
	}
	if r.message == "" {
		return r.screen().Game(r.game.Now(), r.known, selected, room)
	}
	note := term.Wrap(r.message, r.screen().Wide)
	if room > 0 {
		room = max(4, room-len(note))
	}
	return append(r.screen().Game(r.game.Now(), r.known, selected, room), note...)
}

// draw writes lines onto an empty screen, and the keys into its last line.
func (r *playRound) draw(lines []string, keys string) {
	style := r.style(r.Stdout)
	if style.Ascii {
		keys += "-ascii"
	}
	var out strings.Builder
	if style.Live {
		out.WriteString("\x1b[2J\x1b[H")
	}
	for _, line := range lines {
		out.WriteString(line + "\n")
	}
	out.WriteString(strings.Repeat("\n", max(0, r.room()-len(lines))))
	out.WriteString(style.Palette().Dim(style.Shorten(r.say.Say(keys), style.Column-1)))
	if !style.Live {
		out.WriteString("\n")
	}
	_, _ = io.WriteString(r.Stdout, out.String())
}

// page shows lines from an index on until a key is pressed. The arrows scroll.
func (r *playRound) page(ctx context.Context, lines []string, from int) error {
	for {
		room := r.room()
		if room == 0 {
			room, from = len(lines), 0
		}
		from = max(0, min(from, len(lines)-room))
		r.draw(lines[from:min(len(lines), from+room)], "play.page-keys")
		key, err := awaitKey(ctx, r.keys, nil, func(rune) bool { return true })
		if err != nil {
			return err
		}
		switch key {
		case noKey:
			err = r.keys.Resume()
		case term.KeyUp:
			from--
		case term.KeyDown:
			from++
		case term.KeyPageUp:
			from -= room
		case term.KeyPageDown:
			from += room
		default:
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// help returns what the keys do and what the words mean.
func (r *playRound) help() []string {
	wide := r.screen().Wide
	var out []string
	for _, para := range strings.Split(strings.TrimSpace(r.say.Say("play.help")), "\n") {
		key, text, found := strings.Cut(para, "\t")
		if !found {
			out = append(out, term.Wrap(para, wide)...)
			continue
		}
		for i, line := range term.Wrap(text, wide-12) {
			if i > 0 {
				key = ""
			}
			out = append(out, fmt.Sprintf("  %s%s", term.Pad(key, 10), line))
		}
	}
	return out
}
