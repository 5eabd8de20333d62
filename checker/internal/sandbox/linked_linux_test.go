package sandbox

import (
	"bytes"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// levelsHere are the levels with which the tests of this file run.
var levelsHere = []Level{Full, Process, None}

func TestALinkedProgramReports(t *testing.T) {
	program := build(t, "testdata/linked", "-race")
	for _, level := range levelsHere {
		t.Run(string(level), func(t *testing.T) {
			var out bytes.Buffer
			result, err := runner(t, level).Run(t.Context(), Spec{
				Path: program, Env: []string{"GORACE=atexit_sleep_ms=0"}, Task: "this", Stdout: &out, Stderr: &out,
			})
			require.NoError(t, err)
			assert.True(t, result.Passed(), "%+v %s", result, out.String())
			require.Len(t, result.Messages, 1, out.String())
			assert.JSONEq(t, `"this"`, string(result.Messages[0].Data))
		})
	}
}

func TestTheRaceDetectorFindsItsOptions(t *testing.T) {
	program := build(t, "testdata/racy", "-race")
	for _, level := range levelsHere {
		t.Run(string(level), func(t *testing.T) {
			var out bytes.Buffer
			dir := openDir(t)
			result, err := runner(t, level).Run(t.Context(), Spec{
				Path: program, Env: []string{"GORACE=exitcode=77 atexit_sleep_ms=0 log_path=" + dir + "/race"}, Write: []string{dir}, Stdout: &out, Stderr: &out,
			})
			require.NoError(t, err)
			assert.Equal(t, 77, result.ExitCode, out.String())
			assert.NotContains(t, out.String(), "DATA RACE")
			assert.NotContains(t, out.String(), "WARNING", "the detector found all that it reads of its own process")
			report, err := exec.Command("sh", "-c", "cat "+dir+"/race.*").Output()
			require.NoError(t, err)
			assert.Contains(t, string(report), "racy/main.go:13", "its frames have names and lines")
		})
	}
}

func TestAMissingProgramIsTheMachinesFault(t *testing.T) {
	for _, level := range levelsHere {
		t.Run(string(level), func(t *testing.T) {
			_, err := runner(t, level).Run(t.Context(), Spec{Path: "/nowhere/program"})
			var setup *SetupError
			require.ErrorAs(t, err, &setup)
			assert.Contains(t, setup.Detail, "no such file or directory")
		})
	}
}

// BenchmarkStart measures a program that does nothing. The difference to bare is what the sandbox costs.
func BenchmarkStart(b *testing.B) {
	program := b.TempDir() + "/nothing"
	out, err := exec.Command("go", "build", "-o", program, "./testdata/nothing").CombinedOutput()
	require.NoError(b, err, string(out))
	probed, err := Probe(b.Context())
	require.NoError(b, err)
	b.Run("bare", func(b *testing.B) {
		for b.Loop() {
			require.NoError(b, exec.Command(program).Run())
		}
	})
	for _, level := range []Level{None, Process, Full} {
		r, err := New(level, probed)
		if err != nil {
			continue
		}
		b.Run(string(level), func(b *testing.B) {
			for b.Loop() {
				result, err := r.Run(b.Context(), Spec{Path: program})
				require.NoError(b, err)
				require.True(b, result.Passed(), "%+v", result)
			}
		})
	}
}
