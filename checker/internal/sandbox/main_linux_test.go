package sandbox

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// The environment of a test binary that another one has started.
const (
	attacksEnv = "SANDBOX_ATTACKS" // the path of the bank's program: an ordinary user may have no go command
	levelEnv   = "SANDBOX_LEVEL"   // the level that the machine must reach
	refuseEnv  = "SANDBOX_REFUSE"  // refuse user namespaces, as some machines do
)

// TestMain lets the test binary also be the shim and Probe's attacks.
func TestMain(m *testing.M) {
	if code, ok := Shim(os.Args); ok {
		os.Exit(code)
	}
	if os.Getenv(refuseEnv) != "" {
		if err := forbidUserns(); err != nil {
			fmt.Println(err)
			os.Exit(3)
		}
	}
	os.Exit(m.Run())
}

// again runs tests of this binary again, in a process with these attributes, and requires that they pass and that Probe finds the level.
func again(t *testing.T, tests string, level Level, attr *syscall.SysProcAttr, env ...string) {
	t.Helper()
	if !long {
		t.Skip("takes long: WORKSHOP_LONG=1")
	}
	dir := openDir(t)
	self, err := os.Executable()
	require.NoError(t, err)
	program, err := os.ReadFile(self)
	require.NoError(t, err)
	copied := filepath.Join(dir, "sandbox.test")
	require.NoError(t, os.WriteFile(copied, program, 0o755))
	cmd := exec.CommandContext(t.Context(), copied, "-test.run", tests, "-test.count=1")
	cmd.Dir, cmd.SysProcAttr = dir, attr
	cmd.Env = append(os.Environ(), attacksEnv+"="+build(t, "testdata/attacks", "-race"), levelEnv+"="+string(level))
	cmd.Env = append(cmd.Env, env...)
	out, err := cmd.CombinedOutput()
	assert.NoError(t, err, string(out))
	t.Logf("%s", out)
}

const everywhere = "^(TestProbe|TestAttacks)$"

func TestAsAnOrdinaryUser(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("the tests run as an ordinary user already")
	}
	probed, err := probeOnce()
	require.NoError(t, err)
	again(t, everywhere, probed.Level(), &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}})
}

// A container without privileges may have one user only, who is called root there.
func TestAsRootOfAContainer(t *testing.T) {
	probed, err := probeOnce()
	require.NoError(t, err)
	attr := &syscall.SysProcAttr{Cloneflags: unix.CLONE_NEWUSER}
	mapUsers(attr, 0)
	if probed.Level() != Full {
		t.Skip("this machine has no user namespaces to test in")
	}
	again(t, everywhere, Full, attr)
}

func TestWithoutUserNamespaces(t *testing.T) {
	attr := &syscall.SysProcAttr{Cloneflags: unix.CLONE_NEWUSER}
	mapUsers(attr, 0)
	if err := (&exec.Cmd{Path: "/bin/true", SysProcAttr: attr}).Run(); err != nil {
		t.Skip("this machine refuses user namespaces, so all other tests run without them: ", err)
	}
	again(t, everywhere, Process, attr, refuseEnv+"=1")
}

func TestProbe(t *testing.T) {
	probed, err := probeOnce()
	require.NoError(t, err)
	text, err := json.MarshalIndent(probed, "", " ")
	require.NoError(t, err)
	assert.Empty(t, probed.Together)
	for _, trial := range probed.Layers {
		if trial.Layer == Measured || trial.Layer == Lifeline {
			assert.True(t, trial.Held, "%s needs nothing of the machine: %s", trial.Layer, text)
		}
		if !trial.Held {
			assert.True(t, trial.Detail != "" || len(trial.Tries) > 0, "%s: no reason", trial.Layer)
		}
	}
	if want := os.Getenv(levelEnv); want != "" {
		assert.Equal(t, want, string(probed.Level()), string(text))
	}
}

func TestGroupsOfAKilledCheckerAreRemoved(t *testing.T) {
	places, err := hierarchies()
	if err != nil {
		t.Skip(err)
	}
	ended := exec.Command("true")
	require.NoError(t, ended.Run())
	own := filepath.Join(places[0].parent, fmt.Sprintf("%s%d-TEST", groupPrefix, os.Getpid()))
	orphan := filepath.Join(places[0].parent, fmt.Sprintf("%s%d-TEST", groupPrefix, ended.Process.Pid))
	for _, dir := range []string{own, orphan} {
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Skip(err)
		}
		t.Cleanup(func() { _ = os.Remove(dir) })
	}
	sweepGroups()
	assert.DirExists(t, own)
	assert.NoDirExists(t, orphan)
}
