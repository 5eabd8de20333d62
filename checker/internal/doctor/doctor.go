// Package doctor checks whether the machine has what the workshop needs: Go, the race detector, a C compiler, the modules and writable folders.
//
// Examine takes the repo's folder and returns Checks with names. Package msg has the texts, and the command that repairs each fault.
package doctor

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/scratch"
)

// Check is the result of one check. Name selects its messages: "doctor.<name>.ok", ".bad" and ".mend".
type Check struct {
	Name   string `json:"name"`
	OK     bool   `json:"ok"`
	Detail string `json:"detail"`
}

// goEnv holds the variables of `go env -json` that the checks use.
type goEnv struct {
	GOVERSION, GOOS, GOARCH, CC, CGO_ENABLED, GOFLAGS, GOCACHE, GOMODCACHE string
}

// raceOn lists the platforms that have a race detector in Go 1.26, as in internal/platform.RaceDetectorSupported.
var raceOn = []string{"linux/amd64", "linux/arm64", "linux/loong64", "linux/ppc64le", "linux/riscv64", "linux/s390x", "darwin/amd64", "darwin/arm64", "freebsd/amd64", "netbsd/amd64", "windows/amd64"}

// Examine returns all checks, in the order in which their faults should be repaired. It stops after a fault that makes the later checks meaningless.
func Examine(ctx context.Context, root string) []Check {
	goCommand, err := exec.LookPath("go")
	if err != nil {
		return []Check{{"go", false, err.Error()}}
	}
	own, err := scratch.Open()
	if err != nil {
		return []Check{{"scratch", false, err.Error()}}
	}
	defer own.Close()
	m := machine{goCommand, own}
	env, err := m.readEnv(ctx, root)
	if err != nil {
		return []Check{{"go", false, err.Error()}}
	}
	checks := []Check{
		{"go", true, goCommand},
		{"go-version", atLeast126(env.GOVERSION), env.GOVERSION},
		{"race-platform", slices.Contains(raceOn, env.GOOS+"/"+env.GOARCH), env.GOOS + "/" + env.GOARCH},
		compiler(env),
		writable("folder", root),
		writable("scratch", os.TempDir()),
		cache(env),
		m.modules(ctx, root),
	}
	if i := slices.IndexFunc(checks, func(c Check) bool { return !c.OK && c.Name != "folder" }); i >= 0 {
		return checks
	}
	return append(checks, m.raceWorks(ctx))
}

// machine holds the path of the go command and a scratch folder for the checks.
type machine struct {
	goCommand string
	folder    *scratch.Folder
}

func (m machine) readEnv(ctx context.Context, root string) (goEnv, error) {
	out, _, err := run(ctx, root, m.folder.TempEnv(os.Environ()), m.goCommand, "env", "-json")
	var e goEnv
	if err == nil {
		err = json.Unmarshal(out, &e)
	}
	if err != nil {
		return e, fmt.Errorf("go env: %w", err)
	}
	return e, nil
}

func atLeast126(version string) bool {
	var major, minor int
	if strings.HasPrefix(version, "devel") {
		return true
	}
	_, err := fmt.Sscanf(version, "go%d.%d", &major, &minor)
	return err == nil && (major > 1 || major == 1 && minor >= 26)
}

// compiler checks for cgo and a C compiler, which -race needs on all platforms except macOS.
func compiler(env goEnv) Check {
	if env.GOOS == "darwin" {
		return Check{"compiler", true, "darwin"}
	}
	cc := strings.Fields(env.CC)
	if len(cc) == 0 {
		return Check{"compiler", false, "CC"}
	}
	path, err := exec.LookPath(cc[0])
	if err != nil {
		return Check{"compiler", false, err.Error()}
	}
	return Check{"compiler", env.CGO_ENABLED == "1", path + ", CGO_ENABLED=" + env.CGO_ENABLED}
}

// writable checks that a file can be created in dir.
func writable(name, dir string) Check {
	f, err := os.CreateTemp(dir, ".checker-try-*")
	if err != nil {
		return Check{name, false, err.Error()}
	}
	_ = f.Close()
	return Check{name, os.Remove(f.Name()) == nil, dir}
}

func cache(env goEnv) Check {
	if err := os.MkdirAll(env.GOCACHE, 0o755); err != nil {
		return Check{"cache", false, err.Error()}
	}
	return writable("cache", env.GOCACHE)
}

// modules checks that every module that the lessons import is on this machine.
func (m machine) modules(ctx context.Context, root string) Check {
	env := append(m.folder.GoEnv(root), "GOPROXY=off")
	if _, stderr, err := run(ctx, root, env, m.goCommand, "list", "-deps", "./checker/...", "github.com/stretchr/testify/require"); err != nil { // the lessons are not listed, because a student's file may not parse; their tests import nothing else
		return Check{"modules", false, firstLine(stderr)}
	}
	return Check{"modules", true, "go.sum"}
}

func firstLine(out []byte) string {
	line, _, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	return line
}

// racy is a program with a data race in every run, because nothing orders the two writes.
const racy = `package main

func main() {
	n, ready := 0, make(chan bool, 2)
	for range 2 {
		go func() { n++; ready <- true }()
	}
	<-ready
	<-ready
	println(n)
}
`

// raceExit is the exit status of a program in which the race detector reported a race.
const raceExit = 66

// raceWorks builds and runs a small program with a data race, and checks that the race detector reports the race.
func (m machine) raceWorks(ctx context.Context) Check {
	dir := filepath.Join(m.folder.Dir, "race") // a folder of its own: the go command ignores a go.mod directly in the folder for temporary files
	if err := os.Mkdir(dir, 0o700); err != nil {
		return Check{"race", false, err.Error()}
	}
	for name, text := range map[string]string{"go.mod": "module racy\n\ngo 1.26\n", "main.go": racy} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			return Check{"race", false, err.Error()}
		}
	}
	if _, stderr, err := run(ctx, dir, m.folder.GoEnv(dir), m.goCommand, "build", "-race", "-o", "racy.exe", "."); err != nil {
		return Check{"race", false, firstLine(stderr)}
	}
	_, stderr, err := run(ctx, dir, nil, filepath.Join(dir, "racy.exe"))
	var ended *exec.ExitError
	switch {
	case errors.Is(err, fs.ErrPermission):
		return Check{"exec", false, err.Error()}
	case err != nil && !errors.As(err, &ended):
		return Check{"race", false, err.Error()}
	}
	found := ended != nil && ended.ExitCode() == raceExit && strings.Contains(string(stderr), "DATA RACE")
	return Check{"race", found, "go build -race"}
}
