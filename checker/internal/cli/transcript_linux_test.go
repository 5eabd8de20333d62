package cli_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestWatchTranscript repairs lesson 03 step by step under watch, in a terminal of 80 columns, and writes every screen to the file that
// WATCH_TRANSCRIPT names, in the language of WATCH_TRANSCRIPT_LANG:
//
//	WATCH_TRANSCRIPT=/tmp/en.txt go test ./checker/internal/cli -run TestWatchTranscript
func TestWatchTranscript(t *testing.T) {
	name := os.Getenv("WATCH_TRANSCRIPT")
	if name == "" {
		t.Skip("WATCH_TRANSCRIPT names no file")
	}
	lang := os.Getenv("WATCH_TRANSCRIPT_LANG")
	if lang == "" {
		lang = "en"
	}
	bin := buildChecker(t)
	w := &transcript{t: t, pty: newPty(t), view: screen{columns: 80}}
	require.NoError(t, os.CopyFS(filepath.Join(w.pty.repo, "solutions"), os.DirFS("../../../solutions")))
	w.pty.size(80, 24)
	w.pty.start(bin, "watch", "03", "--lang", lang)
	w.shot("go run ./checker watch 03 --lang "+lang, "0/")
	w.key("h")
	w.key("s")
	repairs, err := filepath.Glob("../verify/testdata/repairs/03-channel-map/*.go")
	require.NoError(t, err)
	slices.Sort(repairs)
	require.NotEmpty(t, repairs)
	for _, r := range repairs {
		b, err := os.ReadFile(r)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(w.pty.repo, "lessons", "03-channel-map", "sharedmap.go"), b, 0o600))
		w.shot("saved: "+strings.TrimSuffix(filepath.Base(r), ".go"), "/7")
	}
	w.key("s")
	w.key("x")
	w.key("l")
	w.key("x")
	w.pty.press("n")
	w.shot("the key n", "04-close-and-context")
	w.pty.press("q")
	w.pty.ended(0)
	w.take()
	w.note("the key q")
	require.NoError(t, os.WriteFile(name, []byte(w.out.String()), 0o600))
}

// transcript writes down what a terminal shows.
type transcript struct {
	t    *testing.T
	pty  *pty
	view screen
	seen int    // how much of what was written the view has taken
	was  string // the screen that was noted last
	out  strings.Builder
}

// take lets the view take what was written since.
func (w *transcript) take() {
	w.pty.mu.Lock()
	text := w.pty.screen.String()[w.seen:]
	w.seen += len(text)
	w.pty.mu.Unlock()
	w.view.write(text)
}

// shot waits for a verdict with the text in it, and notes the screen.
func (w *transcript) shot(what, text string) {
	w.t.Helper()
	w.until(what, func() bool {
		n := len(w.view.lines)
		now := strings.Join(w.view.lines, "\n")
		return n > 2 && strings.HasPrefix(w.view.last(), "[h]") && w.view.lines[n-2] == "" && now != w.was && strings.Contains(now, text)
	})
	w.note(what)
}

// key presses a key that changes the screen, and notes it.
func (w *transcript) key(k string) {
	w.t.Helper()
	w.pty.press(k)
	w.until("the key "+k, func() bool {
		return w.view.last() != "" && strings.Join(w.view.lines, "\n") != w.was
	})
	w.note("the key " + k)
}

func (w *transcript) until(what string, good func() bool) {
	w.t.Helper()
	for limit := time.Now().Add(2 * time.Minute); ; time.Sleep(20 * time.Millisecond) {
		if w.take(); good() {
			return
		}
		require.True(w.t, time.Now().Before(limit), "%s: never seen; the screen is:\n%s", what, strings.Join(w.view.lines, "\n"))
	}
}

func (w *transcript) note(what string) {
	w.was = strings.Join(w.view.lines, "\n")
	fmt.Fprintf(&w.out, "==== %s ====\n%s\n\n", what, strings.TrimRight(strings.Join(w.view.lines, "\n"), "\n"))
}
