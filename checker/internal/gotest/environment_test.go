package gotest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/msg"
)

// The messages that the go command 1.26 and the compilers print if the machine is at fault.
func TestMachineFaults(t *testing.T) {
	for out, want := range map[string]Fault{
		"go: -race is not supported on linux/386\n":                                                                NoRace,
		"-race is not supported on windows/arm64\n":                                                                NoRace,
		"go: -race requires cgo; enable cgo by setting CGO_ENABLED=1\n":                                            NoCompiler,
		"# runtime/cgo\n/usr/include/stdint.h:26:10: fatal error: bits/libc-header-start.h: No such file\n":        NoCompiler,
		"go: github.com/x/y@v1: Get \"https://modules.example\": dial tcp: lookup modules.example: no such host\n": NoModules,
		// modules: the position is that of the import in the lesson
		"# sharedmap-workshop/lessons/01-race\nlessons/01-race/parse_test.go:8:2: module lookup disabled by GOPROXY=off\nFAIL\tsharedmap-workshop/lessons/01-race [setup failed]\nFAIL\n": NoModules,
		"lessons/01-race/parse_test.go:8:2: github.com/stretchr/testify@v1.12.1: Get \"https://modules.example/x.zip\": dial tcp 10.0.0.1:443: connect: connection refused\n":             NoModules,
		"lessons/01-race/parse_test.go:8:2: github.com/stretchr/testify@v1.12.1: verifying module: checksum mismatch\n":                                                                   NoModules,
		"lessons\\01-race\\parse_test.go:8:2: module lookup disabled by GOPROXY=off\n":                                                                                                    NoModules,
		// the disk, in the message of each tool
		"# sharedmap-workshop/lessons/01-race.test\n/usr/local/go/pkg/tool/linux_amd64/link: mapping output file failed: no space left on device\n": DiskFull,
		"compile: writing output: write $WORK/b001/_pkg_.a: no space left on device\n":                                                              DiskFull,
		"lessons/01-race/tally.go:1:1: write /tmp/x: no space left on device\n":                                                                     DiskFull,
		"write C:\\Temp\\x: There is not enough space on the disk.\n":                                                                               DiskFull,
		// killed, or out of memory
		"sharedmap-workshop/lessons/01-race: /usr/local/go/pkg/tool/linux_amd64/compile: signal: killed\n":                                                         Killed,
		"# sharedmap-workshop/lessons/01-race.test\ncollect2: fatal error: ld terminated with signal 9 [Killed]\n":                                                 Killed,
		"fatal error: runtime: out of memory\n\nruntime stack:\n":                                                                                                  Killed,
		"go: fork/exec /usr/local/go/pkg/tool/linux_amd64/compile: resource temporarily unavailable\n":                                                             Killed,
		"build cache is disabled by GOCACHE=off, but required as of Go 1.12\n":                                                                                     ReadOnly,
		"failed to initialize build cache at /ro: mkdir /ro/00: read-only file system\n":                                                                           ReadOnly,
		"failed to initialize build cache at /ro: mkdir /ro/00: permission denied\n":                                                                               ReadOnly,
		"go: could not create module cache: mkdir /ro: permission denied\n":                                                                                        ReadOnly,
		"go: cannot find GOROOT directory: /nowhere\n":                                                                                                             BadGo,
		"compile: version \"go1.25.3\" does not match go tool version \"go1.26.0\"\n":                                                                              BadGo,
		"go: download go1.26.0 for linux/amd64: toolchain not available\n":                                                                                         OldGo,
		"go: download go1.26.0: golang.org/toolchain@v0.0.1-go1.26.0.linux-amd64: module lookup disabled by GOPROXY=off\n":                                         OldGo,
		"lessons/01-race/scenarios_test.go:8:2: package sharedmap-workshop/checker/explore is not in std (/usr/local/go/src/sharedmap-workshop/checker/explore)\n": BadRepo,
		// no known message and no file of a lesson: still not the student's fault
		"/usr/local/go/src/internal/abi/abi.go:8:2: package internal/goarch is not in std (/usr/local/go/src/internal/goarch)\n": BadGo,
		"/home/lessons/go/src/sync/pool.go:8:2: pattern x: no matching files found\n":                                            GoFailed,
		"go: something that no version says yet\n":                                                                               GoFailed,
		"": GoFailed,
	} {
		m := environmentFault([]byte(out))
		if assert.NotNil(t, m, out) {
			assert.Equal(t, want, m.Fault, out)
		}
	}
}

// The messages that prove that a lesson's file is at fault, even if they quote the text of a machine's fault from it.
func TestTheLessonsFault(t *testing.T) {
	for _, out := range []string{
		"lessons/01-race/tally.go:3:1: undefined: x // -race is not supported on\n",
		"# sharedmap-workshop/lessons/01-race\nlessons/01-race/tally.go:110:13: cannot use \"no space left on device\" (untyped string constant) as int value in variable declaration\n",
		"# sharedmap-workshop/lessons/01-race\nlessons/01-race/tally.go:9:2: cannot use f (variable of type func(int)) as func() value in argument\n\thave (struct{X int \"dial tcp\"})\n\twant ()\n",
		"vet: lessons/01-race/tally.go:23:5: undefined: y\n",
		"lessons\\01-race\\tally.go:23:5: undefined: y\r\n",
		"../workshop-4711-ABCDEFGH23/3-sum_test.go:12:5: undefined: Sum\n",
		"/tmp/workshop-4711-ABCDEFGH23/explore-1/2-tally.go:12:5: undefined: z\n",
		"lessons/01-race/tally.go:2:8: cannot find module providing package github.com/foo/bar: import lookup disabled by -mod=readonly\n",
		"lessons/01-race/tally.go:2:8: no required module provides package github.com/foo/bar; to add it:\n\tgo get github.com/foo/bar\n",
		"package sharedmap-workshop/lessons/01-race\n\timports sharedmap-workshop/lessons/01-race from tally.go: import cycle not allowed\n",
		"# sharedmap-workshop/lessons/01-race\npackage sharedmap-workshop/lessons/01-race\n\tlessons/01-race/tally.go:2:8: use of internal package internal/abi not allowed\nFAIL\tsharedmap-workshop/lessons/01-race [setup failed]\nFAIL\n",
		"found packages main (main.go) and other (tally.go) in /home/me/workshop/lessons/01-race\n",
		"# sharedmap-workshop/lessons/01-race.test\nlink: sharedmap-workshop/lessons/01-race: invalid reference to runtime.gopark\n",
		"sharedmap-workshop/lessons/01-race.foo: relocation target runtime.nosuch not defined\n",
		"lessons/01-race/tally.go:2:11: fatal error: nofile.h: No such file or directory\n",
	} {
		assert.Nil(t, environmentFault([]byte(out)), out)
	}
}

// For a package outside the lessons only known messages count.
func TestFaultsInAnyPackage(t *testing.T) {
	assert.Equal(t, Killed, FaultIn("example.com/x: /go/pkg/tool/compile: signal: killed\n").Fault)
	assert.Equal(t, DiskFull, FaultIn("# example.com/x\nlink: mapping output file failed: no space left on device\n").Fault)
	assert.Nil(t, FaultIn("# example.com/x\n./x.go:3:4: cannot use \"no space left on device\" as int value\n"))
	assert.Nil(t, FaultIn(""))
}

func TestErrorsOfTheSystem(t *testing.T) {
	start := func(errno error) error {
		return fmt.Errorf("run x: %w", &os.PathError{Op: "fork/exec", Path: "/tmp/x", Err: errno})
	}
	write := func(errno error) error {
		return fmt.Errorf("write x: %w", &os.PathError{Op: "open", Path: "/tmp/x", Err: errno})
	}
	for _, c := range []struct {
		err  error
		want Fault
	}{
		{start(syscall.EACCES), NoExec}, {start(syscall.EAGAIN), Killed}, {start(syscall.ENOMEM), Killed},
		{write(syscall.ENOSPC), DiskFull}, {write(syscall.EROFS), NoTemp}, {write(syscall.ENOENT), NoTemp}, {write(syscall.EACCES), NoTemp},
		{&exec.Error{Name: "go", Err: exec.ErrNotFound}, NoGo},
	} {
		var m *EnvironmentError
		if assert.ErrorAs(t, asEnvironmentError(c.err), &m, "%v", c.err) {
			assert.Equal(t, c.want, m.Fault, "%v", c.err)
		}
	}
	other := errors.New("something else")
	assert.Equal(t, other, asEnvironmentError(other))
	assert.NoError(t, asEnvironmentError(nil))
}

// Each fault has a text in both languages.
func TestEveryFaultHasAText(t *testing.T) {
	for _, f := range []Fault{NoGo, OldGo, BadGo, NoCompiler, NoRace, NoModules, DiskFull, ReadOnly, NoTemp, NoExec, Killed, BadRepo, GoFailed} {
		for _, lang := range msg.Langs() {
			assert.True(t, msg.New(lang).Has("machine."+string(f)), "%s in %s", f, lang)
		}
	}
	for _, s := range faultPatterns {
		assert.True(t, msg.New("en").Has("machine."+string(s.fault)), s.fault)
	}
}

func TestNoRaceMentionsTheContainer(t *testing.T) {
	for _, lang := range msg.Langs() {
		for _, key := range []string{"machine." + string(NoRace), "doctor.race-platform.mend"} {
			text := msg.New(lang).Say(key)
			require.Contains(t, text, "docker run", "%s in %s", key, lang)
			assert.Contains(t, text, ".devcontainer", "%s in %s", key, lang)
		}
	}
}
