package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// goSpec returns the Spec of a go command on a module with this main.go. Its build cache is empty, so what it starts is found by the
// cache's name.
func goSpec(t *testing.T, source string, out *bytes.Buffer, args ...string) (spec Spec, cache string) {
	goCommand, err := exec.LookPath("go")
	require.NoError(t, err)
	goCommand, err = filepath.EvalSymlinks(goCommand)
	require.NoError(t, err)
	root, err := exec.Command(goCommand, "env", "GOROOT").Output()
	require.NoError(t, err)
	dir := openDir(t)
	for name, text := range map[string]string{"src/go.mod": "module stranger\n\ngo 1.26\n", "src/main.go": source} {
		require.NoError(t, os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
	}
	write := filepath.Join(dir, "write")
	require.NoError(t, os.Mkdir(write, 0o755))
	cache = filepath.Join(write, "cache")
	goroot := strings.TrimSpace(string(root))
	return Spec{
		Path: goCommand, Args: args, Dir: filepath.Join(dir, "src"), Read: []string{goroot, filepath.Join(dir, "src")}, Write: []string{write}, Tool: true,
		Env: []string{
			"PATH=" + goroot + "/bin:/usr/local/bin:/usr/bin:/bin", "GOROOT=" + goroot, "GOCACHE=" + cache, "HOME=" + write, "GOENV=off", "GOPROXY=off", "GOTOOLCHAIN=local",
			"GOFLAGS=", "GOWORK=off", "GOTELEMETRY=off", "GOMODCACHE=" + write,
		},
		Limits: Limits{Processor: 5 * time.Minute, Wall: 10 * time.Minute}, Stdout: out, Stderr: out,
	}, cache
}

// long is set if there is time for all tests.
var long = os.Getenv("WORKSHOP_LONG") != ""

// toolLevels returns the levels for tests that build much: the highest that the machine reaches, and all if there is time.
func toolLevels(t *testing.T) []Level {
	if long {
		return levelsHere
	}
	probed, err := probeOnce()
	require.NoError(t, err)
	return []Level{probed.Level()}
}

const hello = "package main\n\nfunc main() { println(1) }\n"

func TestGoBuilds(t *testing.T) {
	for _, level := range toolLevels(t) {
		t.Run(string(level), func(t *testing.T) {
			var out bytes.Buffer
			spec, cache := goSpec(t, hello, &out)
			spec.Args = []string{"build", "-o", filepath.Dir(cache) + "/hello", "."}
			if long {
				spec.Args = slices.Insert(spec.Args, 1, "-race") // with a C compiler
			}
			result, err := runner(t, level).Run(t.Context(), spec)
			require.NoError(t, err)
			require.True(t, result.Passed(), "%+v %s", result, out.String())
			assert.FileExists(t, filepath.Dir(cache)+"/hello")
			assert.Positive(t, result.Peak)
		})
	}
}

func TestCgoBuildsAndReadsNoSecret(t *testing.T) {
	secret := filepath.Join(openDir(t), "secret.h")
	require.NoError(t, os.WriteFile(secret, []byte("#error the secret\n"), 0o644))
	if _, err := exec.LookPath("gcc"); err != nil {
		t.Skip(err)
	}
	for _, level := range toolLevels(t) {
		if level == None {
			continue
		}
		t.Run(string(level), func(t *testing.T) {
			var out bytes.Buffer
			spec, cache := goSpec(t, "package main\n\n// #include <stdio.h>\n// #include \""+secret+"\"\nimport \"C\"\n\nfunc main() { C.puts(nil) }\n", &out)
			spec.Args = []string{"build", "-o", filepath.Dir(cache) + "/hello", "."}
			result, err := runner(t, level).Run(t.Context(), spec)
			require.NoError(t, err)
			assert.False(t, result.Passed())
			assert.NotContains(t, out.String(), "the secret")
			assert.Regexp(t, "No such file|Permission denied", out.String())
		})
	}
}

// running returns the processes whose environment has the text.
func running(text string) (pids []string) {
	files, _ := filepath.Glob("/proc/[0-9]*/environ")
	for _, name := range files {
		if b, err := os.ReadFile(name); err == nil && bytes.Contains(b, []byte(text)) {
			pids = append(pids, name)
		}
	}
	return pids
}

func TestABuildEndsAtItsLimits(t *testing.T) {
	if !long {
		t.Skip("takes long: WORKSHOP_LONG=1")
	}
	for _, level := range toolLevels(t) {
		t.Run(string(level), func(t *testing.T) {
			r := runner(t, level)
			for want, limits := range map[Stop]Limits{
				Processor: {Processor: 2 * time.Second},
				Memory:    {Memory: 60 << 20},
				Wall:      {Wall: 2 * time.Second},
				Disk:      {Disk: 1 << 20},
			} {
				var out bytes.Buffer
				spec, cache := goSpec(t, hello, &out, "build", "-race", "std")
				spec.Limits = limits
				result, err := r.Run(t.Context(), spec)
				require.NoError(t, err)
				if result.Stopped == NotStopped {
					t.Log(out.String()) // the tool itself has reported the limit, as its compilers were ended
				}
				assert.Equal(t, want, result.Stopped, "%+v", result)
				assert.Empty(t, running(cache))
			}
		})
	}
}

func TestABuildEndsWithTheChecker(t *testing.T) {
	for _, level := range toolLevels(t) {
		t.Run(string(level), func(t *testing.T) {
			spec, cache := goSpec(t, hello, nil, "build", "-race", "std")
			spec.Stdout, spec.Stderr = nil, nil
			text, err := json.Marshal(orphanOrder{Layers: runner(t, level).Layers(), Spec: spec})
			require.NoError(t, err)
			self, err := os.Executable()
			require.NoError(t, err)
			cmd := exec.CommandContext(t.Context(), self, orphanName, string(text))
			require.NoError(t, cmd.Start())
			compiles := func() bool { return len(running(cache)) > 2 } // go, and compilers
			require.Eventually(t, compiles, time.Minute, time.Millisecond)
			require.NoError(t, cmd.Process.Kill())
			_ = cmd.Wait() // the signal is the error
			assert.Eventually(t, func() bool { return len(running(cache)) == 0 }, time.Minute, time.Millisecond)
		})
	}
}

func TestAnInterruptEndsAll(t *testing.T) {
	for _, level := range toolLevels(t) {
		t.Run(string(level), func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			spec, cache := goSpec(t, hello, &bytes.Buffer{}, "build", "-race", "std")
			go func() {
				defer cancel()
				for len(running(cache)) <= 2 && ctx.Err() == nil {
					time.Sleep(time.Millisecond)
				}
			}()
			result, err := runner(t, level).Run(ctx, spec)
			cancel()
			require.NoError(t, err)
			assert.Equal(t, Cancelled, result.Stopped)
			assert.Eventually(t, func() bool { return len(running(cache)) == 0 }, time.Minute, time.Millisecond)
		})
	}
}
