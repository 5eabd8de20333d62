// Package doctor examines the machine: whether Go, the race detector, the folder and the terminal are what the workshop needs.
//
// In go the repo's folder and the environment, out come Checks with names; the words for them, and the command that mends each, are msg's.
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

// Check is one thing examined. Name is the key of its words: "doctor.<name>.ok", ".bad" and ".mend".
type Check struct {
	Name   string `json:"name"`
	OK     bool   `json:"ok"`
	Detail string `json:"detail"`
}

// goEnv is what `go env -json` says of the machine.
type goEnv struct {
	GOVERSION, GOOS, GOARCH, CC, CGO_ENABLED, GOFLAGS, GOCACHE, GOMODCACHE string
}

// raceOn are the platforms that have a race detector in Go 1.26 (internal/platform.RaceDetectorSupported).
var raceOn = []string{"linux/amd64", "linux/arm64", "linux/loong64", "linux/ppc64le", "linux/riscv64", "linux/s390x", "darwin/amd64", "darwin/arm64", "freebsd/amd64", "netbsd/amd64", "windows/amd64"}

// Examine examines all, in the order in which faults should be mended. It stops after a fault that makes the rest meaningless.
func Examine(ctx context.Context, root string) []Check {
	goes, err := exec.LookPath("go")
	if err != nil {
		return []Check{{"go", false, err.Error()}}
	}
	own, err := scratch.Open()
	if err != nil {
		return []Check{{"scratch", false, err.Error()}}
	}
	defer own.Close()
	m := machine{goes, own}
	env, err := m.readEnv(ctx, root)
	if err != nil {
		return []Check{{"go", false, err.Error()}}
	}
	checks := []Check{
		{"go", true, goes},
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

// machine is the go command of this machine, and a folder for what is tried with it.
type machine struct {
	goes string
	own  *scratch.Folder
}

func (m machine) readEnv(ctx context.Context, root string) (goEnv, error) {
	out, _, err := run(ctx, root, m.own.TempEnv(os.Environ()), m.goes, "env", "-json")
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

// compiler looks for what -race needs besides Go: cgo and a C compiler, except on macOS.
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

// writable tries to make a file in dir.
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

// modules asks whether every module that the lessons import is on this machine.
func (m machine) modules(ctx context.Context, root string) Check {
	env := append(m.own.GoEnv(root), "GOPROXY=off")
	if _, said, err := run(ctx, root, env, m.goes, "list", "-deps", "./checker/...", "github.com/stretchr/testify/require"); err != nil { // the lessons may not even parse: their tests import no more
		return Check{"modules", false, firstLine(said)}
	}
	return Check{"modules", true, "go.sum"}
}

func firstLine(out []byte) string {
	line, _, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	return line
}

// racy has a data race in every run: nothing orders the two writes.
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

// raceExit is the status with which a program ends that the race detector has reported.
const raceExit = 66

// raceWorks builds a small program that races and looks whether the race detector sees it.
func (m machine) raceWorks(ctx context.Context) Check {
	dir := filepath.Join(m.own.Dir, "race") // the go command heeds no go.mod in the very folder for temporary files
	if err := os.Mkdir(dir, 0o700); err != nil {
		return Check{"race", false, err.Error()}
	}
	for name, text := range map[string]string{"go.mod": "module racy\n\ngo 1.26\n", "main.go": racy} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			return Check{"race", false, err.Error()}
		}
	}
	if _, said, err := run(ctx, dir, m.own.GoEnv(dir), m.goes, "build", "-race", "-o", "racy.exe", "."); err != nil {
		return Check{"race", false, firstLine(said)}
	}
	_, said, err := run(ctx, dir, nil, filepath.Join(dir, "racy.exe"))
	var ended *exec.ExitError
	switch {
	case errors.Is(err, fs.ErrPermission):
		return Check{"exec", false, err.Error()}
	case err != nil && !errors.As(err, &ended):
		return Check{"race", false, err.Error()}
	}
	found := ended != nil && ended.ExitCode() == raceExit && strings.Contains(string(said), "DATA RACE")
	return Check{"race", found, "go build -race"}
}
