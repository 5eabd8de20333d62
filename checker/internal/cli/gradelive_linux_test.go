package cli_test

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// A machine may stop at any moment. Whenever it does, Gradescope finds a whole results.json: the test kills the checker at creations of a file
// beside it and at renewals, until one comes after the last step.
func TestAKilledGradingLeavesAValidResult(t *testing.T) {
	bin := buildChecker(t)
	class := filepath.Join(t.TempDir(), "class")
	src, err := os.ReadFile(filepath.Join("../../../solutions", "01-race", "tally.go"))
	require.NoError(t, err)
	require.NoError(t, os.MkdirAll(filepath.Join(class, "s1", "01-race"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(class, "s1", "01-race", "tally.go"), src, 0o644))
	for at := 1; at <= 2 || os.Getenv("WORKSHOP_LONG") != ""; at += max(1, at/2) { // the first file is written before anything is built
		killed, text := gradeAndKill(t, bin, class, at)
		result := gradescopeResult(t, text)
		passed := 0
		for _, test := range result.Tests {
			switch {
			case test.Status == "passed":
				passed++
			case strings.HasPrefix(test.Name, "01-race"): // a right answer
				assert.Equal(t, "This step was not run yet.", test.Output)
			}
		}
		require.Len(t, result.Tests, 29)
		if killed && strings.HasPrefix(result.Output, "The grading is not done yet") {
			continue
		}
		assert.Equal(t, 6, passed)
		assert.Contains(t, result.Output, "6 of 40 points")
		assert.Greater(t, at, 2*(1+6), "each step has renewed the file")
		break
	}
}

// gradeAndKill grades the class, and kills the checker at the n-th time that a file appears beside results.json or replaces it. It returns results.json, or
// what was there before.
func gradeAndKill(t *testing.T, bin, class string, n int) (killed bool, text []byte) {
	t.Helper()
	dir, out := t.TempDir(), t.TempDir()
	file := filepath.Join(dir, "results.json")
	require.NoError(t, os.WriteFile(file, []byte("before"), 0o644))
	watch, err := unix.InotifyInit1(unix.IN_CLOEXEC)
	require.NoError(t, err)
	defer unix.Close(watch)
	_, err = unix.InotifyAddWatch(watch, dir, unix.IN_CREATE|unix.IN_MOVED_TO)
	require.NoError(t, err)
	cmd := exec.Command(bin, "grade", class, "--isolation", "none", "--out", filepath.Join(out, "graded"), "--gradescope", file)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // what it has started ends with it
	require.NoError(t, cmd.Start())
	ended := make(chan error, 1)
	go func() {
		ended <- cmd.Wait()
		_ = os.WriteFile(filepath.Join(dir, "ended"), nil, 0o644) // wakes the reader below
	}()
	for n > 0 && !killed {
		for _, name := range inotifyNames(t, watch) {
			if n--; name == "ended" {
				n = 0
			} else if n == 0 {
				require.NoError(t, syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL))
				killed = true
			}
		}
	}
	err = <-ended
	if !killed {
		require.NoError(t, err, said.String())
	}
	text, err = os.ReadFile(file)
	require.NoError(t, err)
	if string(text) == "before" { // killed before the first file was in its place: it is what run_autograder has written
		assert.True(t, killed)
		text = []byte(`{"score":0,"output":"The grading is not done yet","tests":[` + strings.Repeat(`{},`, 28) + `{}]}`)
	}
	return killed, text
}

// inotifyNames waits for events, and returns the names of the files.
func inotifyNames(t *testing.T, watch int) (names []string) {
	t.Helper()
	buffer := make([]byte, 1<<14)
	size, err := unix.Read(watch, buffer)
	require.NoError(t, err)
	for rest := buffer[:size]; len(rest) >= unix.SizeofInotifyEvent; {
		length := int(uint32(rest[12]) | uint32(rest[13])<<8 | uint32(rest[14])<<16 | uint32(rest[15])<<24)
		name := rest[unix.SizeofInotifyEvent : unix.SizeofInotifyEvent+length]
		names = append(names, string(bytes.TrimRight(name, "\x00")))
		rest = rest[unix.SizeofInotifyEvent+length:]
	}
	return names
}

type killedResult struct {
	Score            *float64 `json:"score"`
	ExecutionTime    float64  `json:"execution_time"`
	Output           string   `json:"output"`
	OutputFormat     string   `json:"output_format"`
	Visibility       string   `json:"visibility"`
	StdoutVisibility string   `json:"stdout_visibility"`
	Tests            []struct {
		Score        float64  `json:"score"`
		MaxScore     float64  `json:"max_score"`
		Status       string   `json:"status"`
		Name         string   `json:"name"`
		Number       string   `json:"number"`
		Output       string   `json:"output"`
		OutputFormat string   `json:"output_format"`
		Tags         []string `json:"tags"`
		Visibility   string   `json:"visibility"`
	} `json:"tests"`
}

// gradescopeResult decodes a results.json, which may have no other keys and nothing behind it.
func gradescopeResult(t *testing.T, text []byte) (r killedResult) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	require.NoError(t, d.Decode(&r), string(text))
	_, err := d.Token()
	require.ErrorIs(t, err, io.EOF)
	return r
}
