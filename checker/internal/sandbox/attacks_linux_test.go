package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// battlefield is what the attacks of testdata/attacks try to reach.
type battlefield struct {
	program, dir string
	Inside       string `json:",omitempty"`
	Outside      string
	TCP, UDP     string
	Unix, Abs    string
	Victim       int
}

// attackProgram returns the path of the bank's program.
func attackProgram(t *testing.T) string {
	if built := os.Getenv(attacksEnv); built != "" {
		return built
	}
	return build(t, "testdata/attacks", "-race")
}

// openDir returns a temporary folder that every user can enter.
func openDir(t *testing.T) string {
	dir := t.TempDir()
	require.NoError(t, os.Chmod(filepath.Dir(dir), 0o755))
	return dir
}

// build builds the program in a folder of testdata and returns its path.
func build(t *testing.T, dir string, flags ...string) string {
	t.Helper()
	bin := filepath.Join(openDir(t), filepath.Base(dir))
	out, err := exec.Command("go", append(append([]string{"build", "-o", bin}, flags...), "./"+dir)...).CombinedOutput()
	require.NoError(t, err, string(out))
	return bin
}

// newBattlefield builds the attacks, listens, and starts a victim.
func newBattlefield(t *testing.T) battlefield {
	f, err := newField()
	require.NoError(t, err)
	t.Cleanup(f.close)
	abstract, err := net.Listen("unix", "@"+filepath.Base(f.dir))
	require.NoError(t, err)
	f.serve(abstract)
	victim := exec.Command("sleep", "600")
	require.NoError(t, victim.Start())
	t.Cleanup(func() {
		_ = victim.Process.Kill()
		assert.ErrorContains(t, victim.Wait(), "killed", "the victim lived until now")
	})
	return battlefield{
		program: attackProgram(t), dir: f.dir, Outside: f.target.Outside, TCP: f.target.TCP, UDP: f.target.UDP,
		Unix: f.target.Unix, Abs: abstract.Addr().String(), Victim: victim.Process.Pid,
	}
}

// attackSpec returns the Spec of an attack with a folder of its own.
func (b battlefield) spec(t *testing.T, attack string, out *bytes.Buffer) Spec {
	inside, err := os.MkdirTemp(b.dir, "inside-")
	require.NoError(t, err)
	require.NoError(t, os.Chmod(inside, 0o755))
	b.Inside = inside
	text, err := json.Marshal(b)
	require.NoError(t, err)
	return Spec{
		Path: b.program, Args: []string{attack, string(text)}, Env: []string{"GORACE=atexit_sleep_ms=0"}, Write: []string{inside},
		Limits: Limits{Wall: 10 * time.Second, Processor: 3 * time.Second, Memory: 128 << 20, Output: 1 << 20, Disk: 4 << 20, Tasks: 200},
		Stdout: out, Stderr: out,
	}
}

// intact checks that no attack has reached anything.
func (b battlefield) intact(t *testing.T) {
	t.Helper()
	secret, err := os.ReadFile(filepath.Join(b.Outside, "secret"))
	require.NoError(t, err)
	assert.Equal(t, "secret", string(secret))
	names, err := os.ReadDir(b.Outside)
	require.NoError(t, err)
	assert.Len(t, names, 2, "the secret and the socket")
	assert.NoFileExists(t, "/tmp/checker-attack")
	assert.NoError(t, syscall.Kill(b.Victim, 0))
}

// runner returns a Runner of the level, or skips the test on a machine that does not reach it. Probe has a test of its own.
func runner(t *testing.T, level Level) *Runner {
	t.Helper()
	probed, err := probeOnce()
	require.NoError(t, err)
	r, err := New(level, probed)
	if err != nil {
		t.Skip(err)
	}
	return r
}

var probeOnce = sync.OnceValues(func() (Probed, error) { return Probe(context.Background()) })

// bank are the attacks, and the Stop that each must end with. An attack that is not stopped was refused: it has printed the system's error.
var bank = map[Stop][]string{
	Forbidden: {
		"tcp", "udp", "unix", "abstract-unix", "listen", "multipath", "netlink", "raw", "packet", "alg", "vsock", "socketpair", "ring",
		"fifo", "device", "handle", "escape-chroot",
		"signal", "signal-all", "signal-group", "signal-thread", "signal-tkill", "signal-queue", "signal-number", "fork-number", "pidfd", "ptrace", "traceme", "read-vm",
		"affinity", "priority", "child", "vfork", "memfd", "fork-bomb", "outlive", "session",
		"userns", "unshare", "setns", "mount", "remount", "open-tree", "keyring", "bpf", "perf", "userfault", "module", "reboot", "clock", "hostname", "log", "become",
		"shm", "queue", "randomize", "executable", "protect",
	},
	NotStopped: {
		"read", "read-up", "passwd", "shadow", "list", "list-root", "write", "write-tmp", "write-shm", "remove", "truncate", "itself", "rename",
		"hard-link", "symlink", "setuid-file", "environ", "memory-file", "descriptors", "root-link", "core-pattern", "inherited",
		"owner-signal", "limits", "shell", "clone3", "own-code", "keep-alive", "x32", "terminal", "raise-limit", "files", "sparse",
	},
	Memory:    {"memory", "memory-once", "stack"},
	Processor: {"processor"},
	Wall:      {"sleep", "stop-itself"},
	Output:    {"output", "errors"},
	Tasks:     {"thread-bomb"},
	Disk:      {"disk", "entries"},
}

func TestAttacks(t *testing.T) {
	field := newBattlefield(t)
	for _, level := range []Level{Full, Process} {
		t.Run(string(level), func(t *testing.T) {
			r := runner(t, level)
			t.Run("each", func(t *testing.T) {
				for want, names := range bank {
					for _, name := range names {
						t.Run(name, func(t *testing.T) {
							t.Parallel()
							field.try(t, r, name, want)
						})
					}
				}
			})
			field.intact(t)
		})
	}
}

// try runs an attack and checks how it ends.
func (b battlefield) try(t *testing.T, r *Runner, name string, want Stop) {
	var out bytes.Buffer
	spec := b.spec(t, name, &out)
	switch want {
	case Wall:
		spec.Limits.Wall = time.Second / 2
	case Processor:
		spec.Limits.Processor = time.Second / 4
	}
	result, err := r.Run(t.Context(), spec)
	require.NoError(t, err)
	said := out.String()[:min(out.Len(), 500)]
	assert.NotContains(t, strings.Split(said, "\n"), "reached")
	assert.NotContains(t, said, "unknown attack")
	assert.Equal(t, want, result.Stopped, "%+v %s", result, said)
	assert.Less(t, result.Peak, int64(200<<20))
}
