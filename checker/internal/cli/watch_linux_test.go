package cli_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestWatch watches in a real pseudo-terminal.
func TestWatch(t *testing.T) {
	bin := buildChecker(t)
	for name, test := range map[string]func(*testing.T, string){
		"a lesson": watchALesson, "stop and go on": watchStops, "many saves": watchManySaves, "Korean": watchInKorean, "ends": watchEnds,
	} {
		t.Run(name, func(t *testing.T) { test(t, bin) })
	}
}

// broken is a file that does not compile and says which save it was: seen on the screen without a link.
func broken(n int) string {
	return fmt.Sprintf("package main\n\nvar _ = save%dOfMany\n", n)
}

func repaired(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile("../../../solutions/01-race/tally.go")
	require.NoError(t, err)
	return string(b)
}

func watchALesson(t *testing.T, bin string) {
	if os.Getenv("WORKSHOP_LONG") == "" {
		t.Skip("takes long: WORKSHOP_LONG=1")
	}
	p := startWatch(t, bin)
	p.wait("01-race", "0/6", "First red step: 01-race/wait", "[q]uit")
	require.True(t, p.raw())

	p.press("h")
	p.wait("Hint 1 of 3")
	p.press("s")
	p.wait("The solution is shown once every step is green")
	p.press("hh")
	p.wait("Hint 3 of 3")
	p.press("h")
	p.wait("There are no more hints")
	p.press("l")
	p.wait("01-race", "back to the lesson")
	p.press("x")
	p.wait("0/6")
	p.press("d")
	p.wait("Number", "back to the lesson")
	p.press("\x1b[D") // an arrow to the side is a key, too
	p.wait("0/6")

	// resized: drawn for the new width
	p.size(30, 50)
	p.wait("[h]int")
	p.size(130, 50)
	p.wait("[q]uit")

	// each kind of save
	p.save(broken(1))
	p.wait("save1OfMany")
	require.NoError(t, os.WriteFile(p.file()+".tmp", []byte(broken(2)), 0o600))
	require.NoError(t, os.Rename(p.file()+".tmp", p.file()))
	p.wait("save2OfMany")
	p.save(broken(3))
	time.Sleep(10 * time.Millisecond) // between two saves: what is tried
	p.save(broken(4))
	p.wait("save4OfMany")
	require.NoError(t, os.Truncate(p.file(), 0))
	p.save(broken(5))
	p.wait("save5OfMany")
	require.NoError(t, os.Remove(p.file()))
	p.wait("is missing")
	p.save(strings.ReplaceAll(broken(6), "\n", "\r\n"))
	p.wait("save6OfMany")
	p.press("p")
	p.wait("This was the result before", "is missing")
	p.press("q")
	p.wait("[q]uit")

	// green: why it works, the bar, where the solution is
	p.save(repaired(t))
	p.wait("wait is green.", "6/6", "is done", "s shows yours and ours")
	p.press("s")
	p.wait("solutions/01-race/tally.go", "back to the lesson")
	p.press("q")
	p.wait("6/6")

	start, err := os.ReadFile("../course/testdata/originals/lessons/01-race/tally.go")
	require.NoError(t, err)
	p.save(string(start))
	p.wait("red since the save at", "wait, lost-update")
	p.press("n")
	p.wait("02-mutex", "First red step: 02-mutex/locked")
	p.press("q")
	p.wait("The watch has ended")
	p.ended(0)
}

func watchEnds(t *testing.T, bin string) {
	for name, end := range map[string]func(p *pty){
		"Ctrl-C": func(p *pty) { p.press("\x03") },
		"Ctrl-C on a page": func(p *pty) {
			p.press("t")
			p.wait("The idea", "back to the lesson")
			p.press("\x1b[6~")
			p.wait("23-45")
			p.press("\x03")
		},
		"Ctrl-D":  func(p *pty) { p.press("\x04") },
		"Ctrl-\\": func(p *pty) { p.press("\x1c") },
		"SIGTERM": func(p *pty) { require.NoError(p.t, p.cmd.Process.Signal(syscall.SIGTERM)) },
		"SIGINT":  func(p *pty) { require.NoError(p.t, p.cmd.Process.Signal(syscall.SIGINT)) },
		"SIGHUP":  func(p *pty) { require.NoError(p.t, p.cmd.Process.Signal(syscall.SIGHUP)) },
	} {
		t.Run(name, func(t *testing.T) {
			p := newPty(t)
			require.NoError(t, os.CopyFS(filepath.Join(p.repo, "docs"), os.DirFS("../../../docs")))
			p.size(80, 24)
			p.start(bin, "watch")
			p.wait("[q]uit") // while it compiles
			end(p)
			p.wait("The watch has ended")
			p.ended(0)
		})
	}
}

func watchStops(t *testing.T, bin string) {
	p := startWatch(t, bin)
	p.wait("0/6", "[q]uit")
	for _, stop := range []func(){
		func() { require.NoError(t, p.cmd.Process.Signal(syscall.SIGTSTP)) },
		func() { p.press("\x1a") },
	} {
		stop()
		require.Eventually(t, func() bool { return p.state() == "T" }, 30*time.Second, 5*time.Millisecond)
		assert.False(t, p.raw(), "stopped: the terminal is the shell's")
		require.NoError(t, p.cmd.Process.Signal(syscall.SIGCONT))
		require.Eventually(t, p.raw, 30*time.Second, 5*time.Millisecond)
		p.wait("[q]uit")
	}
	p.press("q")
	p.ended(0)
}

// watchManySaves saves again and again; WATCH_SAVES says how often, 200 for the proof.
func watchManySaves(t *testing.T, bin string) {
	n, err := strconv.Atoi(os.Getenv("WATCH_SAVES"))
	if err != nil {
		n = 8
	}
	p := startWatch(t, bin, "01")
	p.wait("0/6", "First red step: 01-race/wait", "Sum returns only")
	for i := range n {
		p.save(broken(i))
		p.wait(fmt.Sprintf("save%dOfMany", i))
	}
	threads, err := os.ReadDir(fmt.Sprintf("/proc/%d/task", p.cmd.Process.Pid))
	require.NoError(t, err)
	assert.Less(t, len(threads), 40)
	p.press("q")
	p.ended(0)
}

func watchInKorean(t *testing.T, bin string) {
	p := newPty(t)
	p.size(80, 24)
	p.start(bin, "watch", "--lang", "ko")
	seen := p.wait("첫 빨간 단계: 01-race/wait", "다음: lessons/01-race/tally.go", "[q]끝")
	view := screen{columns: 80}
	view.write(seen)
	assert.LessOrEqual(t, len(view.lines), 24, "%s", strings.Join(view.lines, "\n"))
	assert.Contains(t, view.lines[0], "0/6", "the first line is on the screen")
	assert.Contains(t, view.last(), "[q]끝")
	p.press("ㅗ") // h on a keyboard switched to Hangul
	p.wait("힌트 1/3")
	p.press("ㅂ")
	p.wait("watch를 끝냈습니다")
	p.ended(0)
}
