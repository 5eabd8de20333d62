package docs_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestExamplesPrintWhatThePagesShow runs each example; with WORKSHOP_LONG set, twenty times.
func TestExamplesPrintWhatThePagesShow(t *testing.T) {
	times := 1
	if os.Getenv("WORKSHOP_LONG") != "" {
		times = 20
	}
	bin := t.TempDir()
	examples := shownExamples(t)
	for _, race := range []bool{false, true} {
		if race && !canRace(t) {
			t.Log("the examples with -race were not run: -race needs cgo and a C compiler")
			continue
		}
		programs := buildExamples(t, bin, race, examples)
		printed := map[string][]string{}
		for folder, program := range programs {
			for range times {
				printed[folder] = append(printed[folder], runExample(t, program))
			}
		}
		for _, e := range examples {
			for _, found := range printed[e.folder] {
				if e.race == race && !assert.Equal(t, withoutRunDetails(e.output), withoutRunDetails(found), "%s: expected: what the page shows; found: what %s/main.go prints", e.page, e.folder) {
					break
				}
			}
		}
	}
}

// buildExamples builds the examples that are run with, or without, -race, lesson by lesson, and returns the programs by folder.
func buildExamples(t *testing.T, bin string, race bool, examples []example) map[string]string {
	t.Helper()
	programs, packages := map[string]string{}, map[string][]string{}
	for _, e := range examples {
		if e.race != race || programs[e.folder] != "" {
			continue
		}
		dir := filepath.Join(bin, fmt.Sprint(race), path.Base(path.Dir(e.folder)))
		programs[e.folder] = filepath.Join(dir, path.Base(e.folder))
		if runtime.GOOS == "windows" {
			programs[e.folder] += ".exe"
		}
		packages[dir] = append(packages[dir], "./"+e.folder)
	}
	for dir, list := range packages {
		require.NoError(t, os.MkdirAll(dir, 0o755))
		out, err := goInRoot(t, append([]string{"build", fmt.Sprintf("-race=%t", race), "-trimpath=false", "-o", dir + string(filepath.Separator)}, list...)...)
		require.NoError(t, err, "expected: %v compile; found:\n%s", list, out)
	}
	return programs
}

// runExample returns what `go run` would show of a program: both outputs together, and the exit status when it is not 0.
func runExample(t *testing.T, program string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, program)
	cmd.Env = append(os.Environ(), "GORACE=atexit_sleep_ms=0", "GOTRACEBACK=", "GODEBUG=")
	out, err := cmd.CombinedOutput()
	require.NoError(t, ctx.Err(), "%s: expected: an end within a minute; found:\n%s", program, out)
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		return fmt.Sprintf("%sexit status %d\n", out, exit.ExitCode())
	}
	require.NoError(t, err)
	return string(out)
}

var (
	libraryFrame    = regexp.MustCompile(`(?m)^\S.*\n\t[^\t…].*\.go:\d+.*\n`)
	hexNumber       = regexp.MustCompile(`0x([0-9a-f]+|…)`)
	goroutineNumber = regexp.MustCompile(`([gG]oroutine) \d+`)
)

// withoutRunDetails is an output without what differs from run to run and from one Go to the next: addresses, the repo's place, the numbers
// of goroutines, and, in stack dumps, the lines of Go's own functions.
func withoutRunDetails(output string) string {
	output = strings.ReplaceAll(output, "\r\n", "\n")
	if root, err := filepath.Abs(".."); err == nil {
		real, _ := filepath.EvalSymlinks(root)
		for _, place := range []string{root, real} {
			output = strings.ReplaceAll(output, filepath.ToSlash(place)+"/", "…/")
		}
	}
	output = libraryFrame.ReplaceAllString(output, "")
	output = hexNumber.ReplaceAllString(output, "0x…")
	return goroutineNumber.ReplaceAllString(output, "$1 N")
}

// canRace reports whether -race works on this machine.
func canRace(t *testing.T) bool {
	t.Helper()
	out, err := goInRoot(t, "env", "CGO_ENABLED", "CC")
	require.NoError(t, err)
	cgo, cc, _ := strings.Cut(strings.TrimSpace(out), "\n")
	_, err = exec.LookPath(strings.Fields(cc + " none")[0])
	return cgo == "1" && (err == nil || runtime.GOOS == "darwin")
}

// goInRoot runs the go command in the repo's root.
func goInRoot(t *testing.T, args ...string) (string, error) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", args...)
	cmd.Dir = ".."
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	return out.String(), err
}

func TestOutputsAreComparedWithoutWhatDiffers(t *testing.T) {
	root, err := filepath.Abs("..")
	require.NoError(t, err)
	require.Equal(t, withoutRunDetails("by goroutine 7:\n      …/docs/main.go:16 +0x…\n"),
		withoutRunDetails("by goroutine 12:\n      "+filepath.ToSlash(root)+"/docs/main.go:16 +0x1f\n"))
	require.Equal(t, "goroutine N [sync.Mutex.Lock]:\nmain.main()\n\t…/docs/main.go:30 +0x…\n",
		withoutRunDetails("goroutine 1 [sync.Mutex.Lock]:\nsync.(*Mutex).Lock(...)\n\t/usr/local/go/src/sync/mutex.go:46\nmain.main()\n\t"+filepath.ToSlash(root)+"/docs/main.go:30 +0x4b\n"))
	require.NotEqual(t, withoutRunDetails("…/main.go:16 +0x…\n"), withoutRunDetails("…/main.go:17 +0x33\n"))
}
