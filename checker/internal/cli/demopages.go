package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/term"
)

// A slide is one page of the demo below the title of its part: a text, or a picture that grows from page to page.
type slide struct {
	text  []string // continued on a further page if it does not fit
	fixed []string // the head of a picture, always shown
	rows  []string // the rows of a picture; the last of them are shown if they do not fit
	note  []string // what belongs to the last row

	row, of int // which row of a picture is the newest, of how many; 0: not a picture
}

// A page is a slide under its title.
type page struct {
	title   []string
	slide   slide
	picture bool // it belongs to the picture
}

// printLines shows the demo as lines, without a pause.
func (d *demo) printLines(ctx context.Context) error {
	for i, part := range d.parts() {
		if !d.app.json {
			d.printAll(slices.Concat(blankFirst(i > 0), part.title))
		}
		content, err := part.content(ctx, demoColumns-2)
		if err != nil {
			return err
		}
		if !d.app.json {
			d.printAll(content.lines)
		}
	}
	if d.app.json {
		return d.app.writeJSON(d.doc)
	}
	return nil
}

func blankFirst(blank bool) []string {
	if blank {
		return []string{""}
	}
	return nil
}

func (d *demo) printAll(lines []string) {
	for _, line := range lines {
		fmt.Fprintln(d.app.Stdout, line)
	}
}

// showPages shows the demo page by page. A key of the speaker leads to the next one. It restores the terminal in all cases.
func (d *demo) showPages(ctx context.Context) (err error) {
	in, out, err := d.app.terminal()
	if err != nil {
		return err
	}
	keys, err := term.OpenKeyboard(in)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, keys.Close()) }()
	defer fmt.Fprint(d.app.Stdout, "\r\x1b[K\n") // the keys have no meaning any more
	k := &deck{demo: d, keys: term.NewKeyReader(keys), out: out, left: d.parts()}
	return k.run(ctx)
}

// A deck is the pages of the demo. It makes the pages of a part when the speaker comes to it.
type deck struct {
	demo  *demo
	keys  *term.KeyReader
	out   *os.File
	pages []page
	left  []demoPart // the parts that have no pages yet
}

func (k *deck) run(ctx context.Context) error {
	for at := 0; ; {
		for at >= len(k.pages) {
			if len(k.left) == 0 {
				return nil
			}
			if err := k.load(ctx); err != nil {
				return err
			}
		}
		move, err := k.pause(ctx, at)
		switch {
		case errors.Is(err, io.EOF): // the terminal is gone
			return nil
		case err != nil:
			return err
		}
		switch move {
		case moveOn:
			at++
		case moveBack:
			at = max(0, at-1)
		case movePicture:
			if at, err = k.picture(ctx, at); err != nil {
				return err
			}
		case moveQuit:
			return nil
		}
	}
}

// load makes the pages of the next part.
func (k *deck) load(ctx context.Context) error {
	part := k.left[0]
	k.clear()
	k.demo.printAll(part.title)
	content, err := part.content(ctx, k.wide())
	if err != nil {
		return err
	}
	k.left = k.left[1:]
	for _, s := range content.slides {
		for _, split := range k.split(part.title, s) {
			k.pages = append(k.pages, page{part.title, split, part.picture})
		}
	}
	return nil
}

// picture returns the first page of the picture, or the last one if the speaker is in the picture already. A demo without a picture stays where it is.
func (k *deck) picture(ctx context.Context, at int) (int, error) {
	if k.pages[at].picture {
		return len(k.pages) - 1, nil
	}
	for len(k.left) > 0 {
		if err := k.load(ctx); err != nil {
			return at, err
		}
	}
	if i := slices.IndexFunc(k.pages, func(p page) bool { return p.picture }); i >= 0 {
		return i, nil
	}
	return at, nil
}

// wide returns the width of a page's text.
func (k *deck) wide() int {
	style := k.demo.app.style(k.demo.app.Stdout)
	return min(style.Column, demoPage) - 2
}

// room returns how many lines of a page are free below its title. The last line of the screen shows the keys.
func (k *deck) room(title []string) int {
	_, lines := term.Size(k.out)
	return max(4, lines-len(title)-1)
}

// split divides a text that is longer than a page.
func (k *deck) split(title []string, s slide) []slide {
	room := k.room(title)
	if len(s.text) <= room {
		return []slide{s}
	}
	var out []slide
	for part := range slices.Chunk(s.text, room) {
		out = append(out, slide{text: part})
	}
	return out
}

func (k *deck) clear() { _, _ = io.WriteString(k.demo.app.Stdout, "\x1b[2J\x1b[H") }

// draw shows a page without the line of the keys.
func (k *deck) draw(p page) {
	free := k.room(p.title)
	body := p.slide.text
	if len(p.slide.rows) > 0 {
		body = k.drawing(p.slide, free)
	}
	body = body[:min(len(body), free)]
	k.clear()
	k.demo.printAll(k.numbered(p))
	k.demo.printAll(body)
	_, _ = io.WriteString(k.demo.app.Stdout, strings.Repeat("\n", free-len(body)))
}

// numbered returns the title of a page. The first line of a picture's page says which row of how many it shows.
func (k *deck) numbered(p page) []string {
	if p.slide.row == 0 {
		return p.title
	}
	title := slices.Clone(p.title)
	title[0] += fmt.Sprintf("  %d/%d", p.slide.row, p.slide.of)
	return title
}

// drawing returns the head of a picture, as many of its last rows as fit, and at the bottom the note.
func (k *deck) drawing(s slide, free int) []string {
	room := max(1, free-len(s.fixed)-len(s.note)-1)
	rows, head := last(s.rows, room), slices.Clone(s.fixed)
	if len(rows) < len(s.rows) { // a mark in the line below the names says that there are more above
		head = append(head, "")
		if n := len(s.fixed); n > 0 {
			head = head[:n]
		}
		i := len(head) - 1
		dots := k.demo.app.style(k.demo.app.Stdout).Ellipsis()
		head[i] = dots + strings.TrimPrefix(head[i], term.Cut(head[i], term.Width(dots)))
	}
	blank := make([]string, max(0, free-len(head)-len(rows)-len(s.note)))
	return slices.Concat(head, rows, blank, s.note)
}
