package blame

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestCapture runs the samples' programs again if -capture is set, and writes their output to the samples. It replaces
// the folders of the machine by /home/ann/… and changes nothing else.
func TestCapture(t *testing.T) {
	if !*capture {
		t.Skip("go test -run TestCapture -capture [-only kernels/lock] runs the programs again")
	}
	for _, dir := range []string{"output", "kernels", "fits"} {
		for _, s := range samples(t, dir) {
			if runs := s.directives("run"); len(runs) > 0 && strings.Contains(dir+"/"+s.name, *only) {
				s.set(t, dir, "output", s.run(t, runs))
			}
		}
	}
}

// run runs a sample's commands in a module of its own, which may use the modules of this one.
func (s sample) run(t *testing.T, commands []string) []byte {
	dir := t.TempDir()
	for name, f := range s.sources() {
		write(t, filepath.Join(dir, name), f.Data)
	}
	for _, name := range []string{"go.mod", "go.sum"} {
		b, err := os.ReadFile(filepath.Join("..", "..", "..", name))
		require.NoError(t, err)
		if s.file(name) == nil {
			write(t, filepath.Join(dir, name), asApp(b))
		}
	}
	var out []byte
	for _, c := range commands {
		out = append(out, s.command(t, dir, c)...)
	}
	return out
}

// command runs one command and returns its output.
func (s sample) command(t *testing.T, dir, command string) []byte {
	ctx, stop := context.WithTimeout(t.Context(), 2*time.Minute)
	defer stop()
	c := exec.CommandContext(ctx, "sh", "-c", command)
	c.Dir = dir
	c.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off", "GOWORK=off")
	out, _ := c.CombinedOutput() // the programs fail on purpose
	return anonymous(t, out, dir)
}

var (
	module   = regexp.MustCompile(`(?m)^module .*$`)
	ignore   = regexp.MustCompile(`(?m)^ignore .*$`)
	buildDir = regexp.MustCompile(`/[^ \n]*/go-build\d+`)
)

// asApp returns this module's go.mod as that of example.com/app.
func asApp(gomod []byte) []byte {
	return ignore.ReplaceAll(module.ReplaceAll(gomod, []byte("module example.com/app")), nil)
}

// anonymous replaces the folders of the machine.
func anonymous(t *testing.T, out []byte, dir string) []byte {
	cache, err := exec.Command("go", "env", "GOMODCACHE", "GOROOT").Output()
	require.NoError(t, err)
	folders := strings.Fields(string(cache))
	s := strings.ReplaceAll(string(out), dir, "/home/ann/app")
	s = strings.ReplaceAll(s, folders[0], "/home/ann/go/pkg/mod")
	s = strings.ReplaceAll(s, folders[1], "/usr/local/go")
	return []byte(buildDir.ReplaceAllString(s, "/home/ann/go-build"))
}

// write writes a file and makes its folder.
func write(t *testing.T, path string, data []byte) {
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(t, os.WriteFile(path, data, 0o644))
}
