package cli_test

import (
	"bytes"
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

	"sharedmap-workshop/checker/internal/cli"
	"sharedmap-workshop/checker/internal/course"
)

// stage is a moment of a command at which it is interrupted: when all of the texts were printed, or when a process of its own has the words in its
// command line.
type stage struct {
	args    string // behind "checker"
	printed []string
	runs    string // "go VERB": that go command, which then does nothing but last
	busy    bool   // when it has used processor time
	types   string // what is typed at the beginning
	fifo    bool   // "begun" is written into the pipe of that name
	enters  int    // how often Enter is pressed before
	stuck   bool   // the student's file never comes to an end
	piped   bool   // no terminal
	code    int    // 0: 3
	says    string // "": "Interrupted."
	sample  bool   // also where there is no time for all
}

const forEver = "\nfunc init() {\n\tfor n := 0; ; n++ {\n\t\t_ = n\n\t}\n}\n"

// stages are the moments of each command. Those of which the list is empty do one thing at once: what interrupts them is a reader that leaves, which
// TestAReaderThatLeaves tries with all.
var stages = map[string][]stage{
	"checker": {{args: "", runs: "/link "}},
	"run": {
		{args: "run 01", runs: "/link ", sample: true}, {args: "run wait", runs: "go test", piped: true}, {args: "run", runs: "go vet"},
		{args: "run wait", runs: "out/01-race", stuck: true, sample: true}, {args: "run lost-update --json", runs: "explore.test", stuck: true, piped: true},
	},
	"watch": {
		{args: "watch 01", runs: "/link ", says: "The watch has ended", code: -1}, {args: "watch 01", runs: "out/01-race", stuck: true, says: "The watch has ended", code: -1, sample: true},
		{args: "watch 01", printed: []string{"0/6", "[q]uit"}, says: "The watch has ended", code: -1},
	},
	"web": {
		{args: "web 01 --no-open --port 0", runs: "/link ", says: "The page has ended", code: -1}, {args: "web 01 --no-open --port 0", runs: "out/01-race", stuck: true, says: "The page has ended", code: -1, sample: true},
	},
	"explore": {
		{args: "explore lost-update", runs: "go list"}, {args: "explore lost-update", runs: "/link "}, {args: "explore lost-update", runs: "explore.test", stuck: true},
		{args: "explore ./endless", runs: "go list"}, {args: "explore ./endless", runs: "/link "}, {args: "explore ./endless --time 1h", runs: "explore.test", sample: true},
	},
	"play": {
		{args: "play lost-update", runs: "/link "}, {args: "play lost-update", runs: "explore.test", stuck: true}, {args: "play lost-update", printed: []string{"q leave"}, sample: true},
		{args: "play ./endless --moves 1", runs: "/link ", piped: true},
	},
	"explain": {
		{args: "explain --raw", types: "begun\n", printed: []string{"begun\n"}, piped: true, sample: true}, {args: "explain --raw", types: "begun\n", printed: []string{"begun\r\nbegun\r\n"}},
		{args: "explain --raw pipe", fifo: true, printed: []string{"begun\n"}, piped: true},
		{args: "explain -- sh -c 'sleep 100 & echo begun; wait'", printed: []string{"begun"}, says: "ended from outside", piped: true, sample: true},
		{args: "explain -- sh -c 'sleep 100 & echo begun; wait'", printed: []string{"begun"}, says: "ended from outside"},
		{args: "explain -- go test ./endless", runs: "endless.test -test.", piped: true, code: 1},
	},
	"demo": {
		{args: "demo 01", runs: "/link "}, {args: "demo 01 --times 100000", runs: "out/program"}, {args: "demo 01", printed: []string{"PgDn"}, sample: true},
		{args: "demo 01 --times 1", printed: []string{"PgDn"}, enters: 1}, {args: "demo 01 --times 1", printed: []string{"PgDn"}, enters: 2},
		{args: "demo 01 --times 1", printed: []string{"4. A schedule", "│"}, enters: 4},
	},
	"verify": {
		{args: "verify --only 01-race/solution", runs: "/link "}, {args: "verify --times 100000 --only 01-race/wait", runs: "out/01-race"},
		{args: "verify --load 1 --times 100000 --only 01-race/lost-update", runs: " burn"}, {args: "verify --write-originals", runs: "/link "},
	},
	"doctor":     {{args: "doctor", runs: "go env"}, {args: "doctor", runs: "go build"}, {args: "doctor --prepare", runs: "go list"}, {args: "doctor --grade", runs: "sandbox-"}},
	"version":    {},
	"list":       {},
	"hint":       {},
	"help":       {},
	"completion": {},
	"solution":   {{args: "solution 01", runs: "/link "}, {args: "solution 01 --spoil", printed: []string{"[y/N]"}}},
	"reset":      {{args: "reset 01", printed: []string{"[y/N]"}, stuck: true, sample: true}},
	"submit":     {{args: "submit 01", runs: "go vet", sample: true}},
	"quiz": {
		{args: "quiz", printed: []string{"q leaves"}, sample: true}, {args: "quiz", types: "1\n", printed: []string{"Enter shows the right one"}, piped: true},
		{args: "quiz", types: "2\n", runs: "/link "}, {args: "quiz", types: "2\n2\n", runs: "go list", piped: true},
	},
	"grade": {{args: "grade class --roster pipe --dry-run", fifo: true, sample: true}, {args: "grade class --roster pipe --dry-run", fifo: true, piped: true}},
	"alike": {{args: "alike graded class --roster pipe", fifo: true, sample: true}},
	"merge": {}, "report": {}, "override": {},
	"burn": {{args: "burn", busy: true, piped: true}, {args: "burn", busy: true}},
}

// TestEveryCommandCanBeInterrupted interrupts each command at each of its stages: by SIGINT and SIGTERM in turn, by both with WORKSHOP_LONG=whole.
func TestEveryCommandCanBeInterrupted(t *testing.T) {
	tree, err := cli.CommandTree()
	require.NoError(t, err)
	names := []string{"checker"}
	for _, c := range tree.Commands() {
		names = append(names, c.Name())
	}
	bin, long, whole := buildChecker(t), os.Getenv("WORKSHOP_LONG") != "", os.Getenv("WORKSHOP_LONG") == "whole"
	for _, name := range names {
		all, known := stages[name]
		require.True(t, known, "%s: at which stages can it be interrupted?", name)
		for i, s := range all {
			for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
				if !long && (!s.sample || sig != syscall.SIGTERM) || sig == syscall.SIGHUP && i > 0 {
					continue
				}
				if long && !whole && sig == []syscall.Signal{syscall.SIGTERM, syscall.SIGINT}[i%2] {
					continue // one of the two at each stage, for the time that all take
				}
				t.Run(fmt.Sprintf("%s/%d/%s", name, i, sig), func(t *testing.T) {
					t.Parallel()
					interrupt(t, bin, s, sig)
				})
			}
		}
	}
}

// read are command lines whose output is more than nothing, one for each command that can write into a pipe.
var read = map[string]string{
	"checker": "", "run": "run wait", "explore": "explore lost-update", "explain": "explain --raw", "demo": "demo 01 --times 1", "list": "list", "verify": "verify --only 01-race/solution",
	"doctor": "doctor", "version": "version", "hint": "hint", "solution": "solution 01 --spoil --yes", "reset": "reset 02", "submit": "submit 01", "completion": "completion bash", "help": "help", "quiz": "quiz", "grade": "grade class --dry-run", "play": "play atomic --moves 1",
	"alike": "alike graded class", "merge": "merge shard --out merged", "report": "report graded", "override": "-",
	"watch": "-", "burn": "-", "web": "-", // one needs a terminal, the next writes nothing, and the last one writes its address and goes on
}

// TestAReaderThatLeaves gives each command a pipe that nobody reads any more.
func TestAReaderThatLeaves(t *testing.T) {
	tree, err := cli.CommandTree()
	require.NoError(t, err)
	bin := buildChecker(t)
	for _, c := range append(tree.Commands(), tree) {
		line, known := read[c.Name()]
		require.True(t, known, "%s: what does it write?", c.Name())
		quick := map[string]bool{"list": true, "run": true, "completion": true, "explain": true}[c.Name()]
		if line == "-" || !quick && os.Getenv("WORKSHOP_LONG") == "" {
			continue
		}
		t.Run(c.Name(), func(t *testing.T) {
			t.Parallel()
			r, w, err := os.Pipe()
			require.NoError(t, err)
			require.NoError(t, r.Close())
			defer w.Close()
			var errs bytes.Buffer
			cmd := exec.Command(bin, strings.Fields(line)...)
			tmp := t.TempDir()
			cmd.Dir, cmd.Env = walkRepo(t, false, c.Name() == "verify"), append(os.Environ(), "LANG=C.UTF-8", "CHECKER_LANG=", "LC_ALL=", "TMPDIR="+tmp)
			cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader("some words\n"), w, &errs
			_ = cmd.Run() // its exit code is looked at
			assert.Equal(t, 3, cmd.ProcessState.ExitCode(), "%s", errs.String())
			assert.Equal(t, 1, strings.Count(errs.String(), "Nobody reads the output any more")+strings.Count(errs.String(), "Interrupted."), "%s", errs.String())
			assert.NotContains(t, errs.String(), "panic:")
			assert.NotContains(t, errs.String(), "broken pipe")
			left, err := os.ReadDir(tmp)
			require.NoError(t, err)
			assert.Empty(t, left, "files left")
		})
	}
}

// interrupt runs a command until the stage, sends the signal, and looks at what is left.
func interrupt(t *testing.T, bin string, s stage, sig syscall.Signal) {
	w := startWalked(t, bin, s)
	if s.fifo {
		f, err := os.OpenFile(filepath.Join(w.cmd.Dir, "pipe"), os.O_WRONLY, 0)
		require.NoError(t, err)
		defer f.Close()
		_, err = f.WriteString("begun\n")
		require.NoError(t, err)
	}
	w.type_(s.types)
	for range s.enters {
		w.until(func() bool { return strings.Contains(w.text(), "PgDn") })
		w.forget()
		w.type_("\n")
	}
	w.until(func() bool {
		return containsAll(w.text(), s.printed) && (s.runs == "" || w.has(s.runs) || w.has(lasting)) && (!s.busy || w.busy())
	})
	require.NoError(t, w.cmd.Process.Signal(sig))
	w.ended(s)
}

// lasting is the command line of what makes a go command last.
const lasting = "sleep 1003"

// lastingGo is a go command that lasts: the one with the verb $HOLD instead of doing its work, those that link behind it. Who looks for them is not too late.
const lastingGo = `#!/bin/sh
if [ "$1" = "$HOLD" ]; then exec ` + lasting + `; fi
case "$LINGER $1" in
"yes test" | "yes build") "$REALGO" "$@"; exec ` + lasting + ` ;;
esac
exec "$REALGO" "$@"
`

// toolsFor returns the environment in which the stage's go command lasts.
func toolsFor(t *testing.T, s stage) []string {
	t.Helper()
	verb, hold := strings.CutPrefix(s.runs, "go ")
	if !hold && s.runs != "/link " {
		return nil
	}
	goes, err := exec.LookPath("go")
	require.NoError(t, err)
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "go"), []byte(lastingGo), 0o755))
	env := []string{"REALGO=" + goes, "PATH=" + dir + ":" + os.Getenv("PATH")}
	if hold {
		return append(env, "HOLD="+verb)
	}
	return append(env, "LINGER=yes")
}

// walked is a command on its walk.
type walked struct {
	t        *testing.T
	cmd      *exec.Cmd
	tmp      string
	in       *os.File
	mu       sync.Mutex
	out      bytes.Buffer
	finished chan struct{} // closed when it has ended
	reading  sync.WaitGroup
}

// graded is the results of the class in walkRepo.
const graded = `{"version":1,"student":"s1","state":"graded","lang":"en","lessons":[]}
`

// walkRepo is a copy of the course with all that the walk needs.
func walkRepo(t *testing.T, stuck, authors bool) string {
	t.Helper()
	repo := cloneFolder(t)
	c, err := course.Published()
	require.NoError(t, err)
	require.NoError(t, copyRepo(c, repo))
	dirs := []string{"solutions"}
	if authors {
		dirs = append(dirs, "checker/internal/verify/testdata", "checker/internal/course/testdata")
	}
	for _, dir := range dirs {
		require.NoError(t, os.CopyFS(filepath.Join(repo, dir), os.DirFS("../../../"+dir)))
	}
	questions := filepath.Join("..", "quiz", "testdata")
	require.NoError(t, os.CopyFS(filepath.Join(repo, "checker", "internal", "quiz", "testdata"), os.DirFS(questions)))
	sample, err := os.ReadFile(filepath.Join(questions, "lessons", "09-sample", course.QuizFile))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(repo, filepath.FromSlash(c.Lessons[0].Dir()), course.QuizFile), sample, 0o600))
	start, err := c.Start(c.Lessons[0])
	require.NoError(t, err)
	text := string(start) + fmt.Sprintf("\nconst another = %q\n", filepath.Base(filepath.Dir(repo))+t.Name()) // so that it must be built
	if stuck {
		text += forEver
	}
	require.NoError(t, os.WriteFile(filepath.Join(repo, "lessons", "01-race", "tally.go"), []byte(text), 0o600))
	require.NoError(t, os.Mkdir(filepath.Join(repo, "endless"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(repo, "endless", "endless_test.go"), []byte("package endless\n\nimport \"testing\"\n\nfunc TestEndless(t *testing.T) {\n\tfor n := 0; ; n++ {\n\t\t_ = n\n\t}\n}\n"), 0o600))
	require.NoError(t, os.MkdirAll(filepath.Join(repo, "class", "s1"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(repo, "class", "s1", "tally.go"), start, 0o600))
	for name, text := range map[string]string{
		"graded/results.jsonl": graded, "shard/results.jsonl": graded, "shard/shard.json": `{"version":1,"shard":1,"of":1,"finished":true,"size":1,"students":[{"at":0,"student":"s1"}]}`,
	} {
		require.NoError(t, os.MkdirAll(filepath.Join(repo, filepath.Dir(name)), 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(repo, name), []byte(text), 0o600))
	}
	require.NoError(t, syscall.Mkfifo(filepath.Join(repo, "pipe"), 0o600))
	return repo
}

func startWalked(t *testing.T, bin string, s stage) *walked {
	t.Helper()
	w := &walked{t: t, tmp: t.TempDir(), finished: make(chan struct{})}
	args := []string{}
	if s.args != "" {
		head, script, quoted := strings.Cut(s.args, "'")
		args = strings.Fields(head)
		if quoted {
			args = append(args, strings.TrimSuffix(script, "'"))
		}
	}
	w.cmd = exec.Command(bin, args...)
	w.cmd.Dir = walkRepo(t, s.stuck, strings.HasPrefix(s.args, "verify"))
	w.cmd.Env = append(os.Environ(), "TERM=xterm", "LANG=C.UTF-8", "CHECKER_LANG=", "LC_ALL=", "TMPDIR="+w.tmp)
	w.cmd.Env = append(w.cmd.Env, toolsFor(t, s)...)
	w.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	var from *os.File
	if s.piped {
		var in, out *os.File
		var err error
		in, w.in, err = os.Pipe()
		require.NoError(t, err)
		from, out, err = os.Pipe()
		require.NoError(t, err)
		w.cmd.Stdin, w.cmd.Stdout, w.cmd.Stderr = in, out, out
		defer in.Close()
		defer out.Close()
	} else {
		master, slave := openPty(t)
		w.in, from = master, master
		w.cmd.Stdin, w.cmd.Stdout, w.cmd.Stderr = slave, slave, slave
		w.cmd.SysProcAttr.Setctty = true
		defer slave.Close()
	}
	require.NoError(t, w.cmd.Start())
	w.reading.Go(func() { w.read(from) })
	go func() { _ = w.cmd.Wait(); close(w.finished) }() // the test waits for that
	t.Cleanup(func() {
		_ = w.cmd.Process.Kill() // it has ended in a test that has passed
		<-w.finished
		_, _ = w.in.Close(), from.Close()
		w.reading.Wait()
	})
	return w
}

func (w *walked) read(from *os.File) {
	b := make([]byte, 4096)
	for {
		n, err := from.Read(b)
		w.mu.Lock()
		w.out.Write(b[:n])
		w.mu.Unlock()
		if err != nil {
			return
		}
	}
}

func (w *walked) text() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.out.String()
}

func (w *walked) forget() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.out.Reset()
}

func (w *walked) type_(keys string) {
	_, err := w.in.WriteString(keys)
	require.NoError(w.t, err)
}

// until waits for a stage.
func (w *walked) until(reached func() bool) {
	w.t.Helper()
	limit := time.After(2 * time.Minute)
	for !reached() {
		select {
		case <-w.finished:
			require.FailNow(w.t, "it ended before the stage", "%s", w.text())
		case <-limit:
			require.FailNow(w.t, "the stage never came", "%s", w.text())
		case <-time.After(4 * time.Millisecond): // until the next look
		}
	}
}

// session lists the command lines of the living processes of the command's session, without its own.
func (w *walked) session() []string {
	names, err := filepath.Glob("/proc/[0-9]*/stat")
	require.NoError(w.t, err)
	var out []string
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			continue // it has ended
		}
		f := strings.Fields(string(b[bytes.LastIndexByte(b, ')')+1:]))
		if len(f) < 4 || f[3] != strconv.Itoa(w.cmd.Process.Pid) || f[0] == "Z" || filepath.Base(filepath.Dir(name)) == f[3] {
			continue
		}
		line, err := os.ReadFile(filepath.Join(filepath.Dir(name), "cmdline"))
		if err == nil && len(line) > 0 {
			out = append(out, string(bytes.ReplaceAll(line, []byte{0}, []byte(" "))))
		}
	}
	return out
}

func (w *walked) has(words string) bool {
	for _, line := range w.session() {
		if strings.Contains(line, words) {
			return true
		}
	}
	return false
}

// busy reports whether the process has worked for 100 ms.
func (w *walked) busy() bool {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", w.cmd.Process.Pid))
	if err != nil {
		return false
	}
	used, err := strconv.Atoi(strings.Fields(string(b[bytes.LastIndexByte(b, ')')+1:]))[11]) // in hundredths of a second
	return err == nil && used >= 10
}

// ended waits for the end, and holds that it is a clean one.
func (w *walked) ended(s stage) {
	w.t.Helper()
	select {
	case <-w.finished:
	case <-time.After(time.Minute):
		require.FailNow(w.t, "it goes on", "%s\n%s", w.text(), strings.Join(w.session(), "\n"))
	}
	require.Eventually(w.t, func() bool { return len(w.session()) == 0 }, 10*time.Second, 5*time.Millisecond, "processes left") // those that were killed are dying
	left, err := os.ReadDir(w.tmp)
	require.NoError(w.t, err)
	assert.Empty(w.t, left, "files left")
	code := map[int]int{0: 3, -1: 0}
	want, ok := code[s.code]
	if !ok {
		want = s.code
	}
	says := s.says
	if says == "" {
		says = "Interrupted."
	}
	require.Eventually(w.t, func() bool { return strings.Contains(w.text(), says) }, 10*time.Second, 5*time.Millisecond, "%q is not said", says) // the terminal may still hold it
	out := w.text()
	assert.Equal(w.t, want, w.cmd.ProcessState.ExitCode(), "%s", out)
	assert.Equal(w.t, 1, strings.Count(out, says), "%s", out)
	assert.NotRegexp(w.t, `goroutine \d+ \[`, out)
	for _, ugly := range []string{"panic:", "context canceled", "signal: killed\n", "failed, so there is no verdict"} {
		assert.NotContains(w.t, out, ugly)
	}
}

// TestAKilledRunIsSweptByTheNext kills a run so that it can do nothing, and runs again.
func TestAKilledRunIsSweptByTheNext(t *testing.T) {
	bin := buildChecker(t)
	w := startWalked(t, bin, stage{args: "run wait", piped: true})
	w.until(func() bool { return w.has("/link ") })
	require.NoError(t, w.cmd.Process.Kill())
	<-w.finished
	left, err := os.ReadDir(w.tmp)
	require.NoError(t, err)
	require.NotEmpty(t, left, "it could not clean up")
	require.Eventually(t, func() bool { return len(w.session()) == 0 }, time.Minute, 5*time.Millisecond, "what it has started goes on to its own end")
	next := exec.Command(bin, "run", "wait")
	next.Dir, next.Env = w.cmd.Dir, append(os.Environ(), "TMPDIR="+w.tmp)
	_ = next.Run() // red
	left, err = os.ReadDir(w.tmp)
	require.NoError(t, err)
	assert.Empty(t, left)
}
