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

// startWatch starts `checker watch ARGS` in a copy of the course.
func startWatch(t *testing.T, bin string, args ...string) *pty {
	t.Helper()
	p := newPty(t)
	p.start(bin, append([]string{"watch"}, args...)...)
	return p
}

// newPty makes a pseudo-terminal of 100 columns and 50 lines, and a copy of the course.
func newPty(t *testing.T) *pty {
	t.Helper()
	c, err := course.Published()
	require.NoError(t, err)
	p := &pty{t: t, repo: cloneFolder(t), tmp: t.TempDir()}
	require.NoError(t, copyRepo(c, p.repo))
	p.master, p.slave = openPty(t)
	before, err := unix.IoctlGetTermios(int(p.slave.Fd()), unix.TCGETS)
	require.NoError(t, err)
	p.before = *before
	t.Cleanup(func() {
		if p.cmd != nil {
			_ = p.cmd.Process.Kill() // it has ended in a test that has passed
		}
		_ = p.slave.Close()
		_ = p.master.Close()
		p.read.Wait()
	})
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
	return p
}

// start starts a program in the terminal, in the copy's folder; a second one may follow the first.
func (p *pty) start(bin string, args ...string) {
	p.t.Helper()
	p.cmd = exec.Command(bin, args...)
	p.cmd.Dir = p.repo
	p.cmd.Stdin, p.cmd.Stdout, p.cmd.Stderr = p.slave, p.slave, p.slave
	p.cmd.Env = append(os.Environ(), "TERM=xterm", "LANG=C.UTF-8", "CHECKER_LANG=", "LC_ALL=", "TMPDIR="+p.tmp)
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	require.NoError(p.t, p.cmd.Start())
}

// size tells the terminal, and what runs in it, how large it is.
func (p *pty) size(columns, lines uint16) {
	p.t.Helper()
	require.NoError(p.t, unix.IoctlSetWinsize(int(p.slave.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: lines, Col: columns}))
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

// take returns what the screen has shown since the last wait, and forgets it. The program has ended: what it wrote is in the terminal's buffer.
func (p *pty) take() string {
	p.t.Helper()
	const mark = "\x05all\x05"
	_, err := p.slave.WriteString(mark)
	require.NoError(p.t, err)
	s, _, _ := strings.Cut(p.wait(mark), mark)
	return s
}
