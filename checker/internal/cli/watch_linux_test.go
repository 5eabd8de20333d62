package cli_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"sharedmap-workshop/checker/internal/course"
)

// pty is the checker in a pseudo-terminal.
type pty struct {
	t      *testing.T
	repo   string
	tmp    string
	master *os.File
	slave  *os.File // kept open, to ask for the terminal's state
	cmd    *exec.Cmd
	before unix.Termios

	mu     sync.Mutex
	screen bytes.Buffer // everything that was written since the last take
	read   sync.WaitGroup
}

// openPty makes a pseudo-terminal by hand: /dev/ptmx, its number, its other end.
func openPty(t *testing.T) (master, slave *os.File) {
	t.Helper()
	fd, err := unix.Open("/dev/ptmx", unix.O_RDWR|unix.O_NOCTTY|unix.O_CLOEXEC|unix.O_NONBLOCK, 0)
	if err != nil {
		t.Skipf("no pseudo-terminals here: %v", err)
	}
	master = os.NewFile(uintptr(fd), "/dev/ptmx")
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	require.NoError(t, err)
	require.NoError(t, unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0))
	slave, err = os.OpenFile("/dev/pts/"+strconv.Itoa(n), os.O_RDWR|unix.O_NOCTTY, 0)
	require.NoError(t, err)
	require.NoError(t, unix.IoctlSetWinsize(int(slave.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 50, Col: 100}))
	return master, slave
}

// buildChecker builds the real program, whose main handles the signals.
func buildChecker(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "checker")
	out, err := exec.Command("go", "build", "-o", name, "../..").CombinedOutput()
	require.NoError(t, err, "%s", out)
	return name
}

// TestWatch watches in a real pseudo-terminal.
func TestWatch(t *testing.T) {
	bin := buildChecker(t)
	for name, test := range map[string]func(*testing.T, string){
		"a lesson": watchALesson, "stop and go on": watchStops, "many saves": watchManySaves, "Korean": watchInKorean, "ends": watchEnds,
	} {
		t.Run(name, func(t *testing.T) { test(t, bin) })
	}
}

// startWatch starts `checker watch ARGS` in a copy of the course.
func startWatch(t *testing.T, bin string, args ...string) *pty {
	t.Helper()
	c, err := course.Published()
	require.NoError(t, err)
	p := &pty{t: t, repo: t.TempDir(), tmp: t.TempDir()}
	require.NoError(t, copyRepo(c, p.repo))
	require.NoError(t, os.CopyFS(filepath.Join(p.repo, "checker", "explore"), os.DirFS("../../explore"))) // what the scenarios import
	p.master, p.slave = openPty(t)
	before, err := unix.IoctlGetTermios(int(p.slave.Fd()), unix.TCGETS)
	require.NoError(t, err)
	p.before = *before
	p.cmd = exec.Command(bin, append([]string{"watch", "--dir", p.repo}, args...)...)
	p.cmd.Stdin, p.cmd.Stdout, p.cmd.Stderr = p.slave, p.slave, p.slave
	p.cmd.Env = append(os.Environ(), "TERM=xterm", "LANG=C.UTF-8", "CHECKER_LANG=", "LC_ALL=", "TMPDIR="+p.tmp)
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	require.NoError(t, p.cmd.Start())
	p.read.Go(func() {
		b := make([]byte, 4096)
		for {
			n, err := p.master.Read(b)
			p.mu.Lock()
			p.screen.Write(b[:n])
			p.mu.Unlock()
			if err != nil {
				return
			}
		}
	})
	t.Cleanup(func() {
		_ = p.cmd.Process.Kill() // it has ended in a test that has passed
		_ = p.slave.Close()
		_ = p.master.Close()
		p.read.Wait()
	})
	return p
}

// wait waits until the screen has shown all of the texts since the last wait, and forgets what was shown.
func (p *pty) wait(texts ...string) string {
	p.t.Helper()
	limit := time.Now().Add(90 * time.Second)
	for {
		p.mu.Lock()
		s := p.screen.String()
		p.mu.Unlock()
		if containsAll(s, texts) {
			p.mu.Lock()
			p.screen.Reset()
			p.mu.Unlock()
			return s
		}
		if time.Now().After(limit) {
			require.FailNow(p.t, "the screen never showed it", "wanted %q in:\n%s", texts, s)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func containsAll(s string, texts []string) bool {
	for _, text := range texts {
		if !strings.Contains(s, text) {
			return false
		}
	}
	return true
}

func (p *pty) press(keys string) {
	p.t.Helper()
	_, err := p.master.WriteString(keys)
	require.NoError(p.t, err)
}

// ended waits for the end, looks at the exit code and the terminal, and that no process is left.
func (p *pty) ended(code int) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.t.Context(), 30*time.Second)
	defer cancel()
	stop := context.AfterFunc(ctx, func() { _ = p.cmd.Process.Kill() })
	defer stop()
	_ = p.cmd.Wait() // the exit code says it all
	assert.Equal(p.t, code, p.cmd.ProcessState.ExitCode())
	after, err := unix.IoctlGetTermios(int(p.slave.Fd()), unix.TCGETS)
	require.NoError(p.t, err)
	assert.Equal(p.t, p.before, *after, "the terminal's state")
	assert.Empty(p.t, p.left(), "processes left")
	scratch, err := os.ReadDir(p.tmp)
	require.NoError(p.t, err)
	assert.Empty(p.t, scratch, "files left")
}

// left lists the processes that still belong to the watch's session.
func (p *pty) left() []string {
	p.t.Helper()
	names, err := filepath.Glob("/proc/[0-9]*/stat")
	require.NoError(p.t, err)
	var out []string
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			continue // it has ended
		}
		i := bytes.LastIndexByte(b, ')')
		f := strings.Fields(string(b[i+1:]))
		if len(f) > 3 && f[3] == strconv.Itoa(p.cmd.Process.Pid) && f[0] != "Z" {
			out = append(out, string(b))
		}
	}
	return out
}

func (p *pty) file() string { return filepath.Join(p.repo, "lessons", "01-race", "tally.go") }

func (p *pty) save(text string) {
	p.t.Helper()
	require.NoError(p.t, os.WriteFile(p.file(), []byte(text), 0o600))
}

func (p *pty) raw() bool {
	now, err := unix.IoctlGetTermios(int(p.slave.Fd()), unix.TCGETS)
	require.NoError(p.t, err)
	return now.Lflag&unix.ICANON == 0
}

// state is the process's state letter: T is stopped.
func (p *pty) state() string {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
	if err != nil {
		return ""
	}
	return strings.Fields(string(b[bytes.LastIndexByte(b, ')')+1:]))[0]
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
	p := startWatch(t, bin)
	p.wait("01-race", "0/6", "First red step: 01-race/wait", "[q]uit")
	require.True(t, p.raw())

	p.press("h")
	p.wait("Hint 1 of 3")
	p.press("s")
	p.wait("The solution is shown once every step is green")
	p.press("l")
	p.wait("04-close-and-context", "Any key")
	p.press("x")
	p.wait("0/6")

	// resized: drawn for the new width
	require.NoError(t, unix.IoctlSetWinsize(int(p.slave.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 50, Col: 30}))
	p.wait("[h]int")
	require.NoError(t, unix.IoctlSetWinsize(int(p.slave.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 50, Col: 130}))
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

	// green: why it works, the bar, where the solution is
	p.save(repaired(t))
	p.wait("wait is green. Why it works", "6/6", "is done", "s shows yours and ours")
	p.press("n")
	p.wait("02-mutex", "First red step: 02-mutex/locked")
	p.press("q")
	p.wait("The watch has ended")
	p.ended(0)
}

func watchEnds(t *testing.T, bin string) {
	for name, end := range map[string]func(p *pty){
		"Ctrl-C":  func(p *pty) { p.press("\x03") },
		"Ctrl-D":  func(p *pty) { p.press("\x04") },
		"Ctrl-\\": func(p *pty) { p.press("\x1c") },
		"SIGTERM": func(p *pty) { require.NoError(p.t, p.cmd.Process.Signal(syscall.SIGTERM)) },
		"SIGINT":  func(p *pty) { require.NoError(p.t, p.cmd.Process.Signal(syscall.SIGINT)) },
		"SIGHUP":  func(p *pty) { require.NoError(p.t, p.cmd.Process.Signal(syscall.SIGHUP)) },
	} {
		t.Run(name, func(t *testing.T) {
			p := startWatch(t, bin)
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
	p.wait("0/6", "First red step: 01-race/wait", "Sum must return")
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
	p := startWatch(t, bin, "--lang", "ko")
	p.wait("처음으로 빨간 단계: 01-race/wait", "[q]끝")
	p.press("ㅗ") // h on a keyboard switched to Hangul
	p.wait("힌트 1/3")
	p.press("ㅂ")
	p.wait("watch를 끝냈습니다")
	p.ended(0)
}
