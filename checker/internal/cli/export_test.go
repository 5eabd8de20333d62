package cli

import (
	"bytes"
	"io"
	"strings"
	"testing/fstest"
	"time"

	"github.com/spf13/cobra"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
	"sharedmap-workshop/checker/internal/watch"
	"sharedmap-workshop/checker/internal/web/arena"
)

// CommandTree returns the checker's commands, the hidden ones too.
func CommandTree() (*cobra.Command, error) {
	published, err := course.Published()
	if err != nil {
		return nil, err
	}
	var none bytes.Buffer
	a := &app{Env: Env{Stdout: &none, Stderr: &none, Getenv: func(string) string { return "" }}, say: msg.New("en"), course: published}
	return a.root(), nil
}

// RunWithTimeout runs a command as the program does.
var RunWithTimeout = runWithTimeout

// Pulse writes to w what a run shows of a build that is so far, after so long, where lines cannot be redrawn.
func Pulse(w io.Writer, lang string, built gotest.Building, elapsed time.Duration) {
	a := &app{Env: Env{Stdout: w, Stderr: w, Getenv: func(string) string { return "" }}, say: msg.New(lang)}
	v := a.newLive(nil, fstest.MapFS{})
	v.handle(gotest.Event{Built: &built})
	v.pulse(elapsed)
}

// ArenaOptions are the scenarios that the page of a repo offers.
func ArenaOptions(root string) (arena.Options, error) {
	published, err := course.Published()
	if err != nil {
		return arena.Options{}, err
	}
	a := &app{Env: Env{Stdout: io.Discard, Stderr: io.Discard, Getenv: func(string) string { return "" }}, say: msg.New("en"), course: published}
	return a.arenaOptions(root), nil
}

// OneFinding is the finding that a demo explains.
var OneFinding = oneFinding

// WatchScreen returns the lines of a watch's screen.
func WatchScreen(lang, root string, style term.Style, v watch.View) []string {
	a := &app{Env: Env{Stdout: io.Discard, Stderr: io.Discard, Getenv: func(string) string { return "" }}, say: msg.New(lang)}
	d := watchText{a, root}
	body, status := d.screen(style, v)
	return append(strings.Split(strings.TrimSuffix(body, "\n"), "\n"), status...)
}

// WatchPage returns the lines of a page that a key opens in a watch.
func WatchPage(lang, root string, v watch.View) []string {
	c, err := course.Published()
	if err != nil {
		return nil
	}
	a := &app{Env: Env{Stdout: io.Discard, Stderr: io.Discard, Getenv: func(string) string { return "" }}, say: msg.New(lang), course: c}
	d := watchText{a, root}
	return d.page(v)
}
