package deploy_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// gradescopeChecker is a checker that ends as it is told to, and reports what it found below the folder that it grades.
const gradescopeChecker = `#!/bin/sh
set -eu
ls "$2/student" > "$SEEN"
while [ "$1" != --gradescope ]; do shift; done
cp "$2" "$SEEN.before"
[ -z "$WRITES" ] || echo "$WRITES" > "$2"
exit "$EXIT"
`

// Whatever happens, Gradescope finds a result: before, after, when the machine fails, and when the checker does not even begin.
func TestGradescopeAlwaysHasAResult(t *testing.T) {
	for _, c := range []struct {
		exit, writes string
		score        float64
		says         string
	}{
		{"0", `{"score": 7}`, 7, ""},
		{"1", `{"score": 7}`, 7, ""},
		{"3", `{"score": 0, "output": "Nothing"}`, 0, "Nothing"},
		{"3", "", 0, "did not finish"},
		{"137", "", 0, "did not finish"},
	} {
		dir := t.TempDir()
		require.NoError(t, os.MkdirAll(filepath.Join(dir, "submission", "01-race"), 0o755))
		require.NoError(t, os.MkdirAll(filepath.Join(dir, "bin"), 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(dir, "bin", "checker"), []byte(gradescopeChecker), 0o755))
		seen := filepath.Join(dir, "seen")
		run := exec.Command("sh", "gradescope/run_autograder")
		run.Env = []string{"PATH=" + filepath.Join(dir, "bin") + ":" + os.Getenv("PATH"), "AUTOGRADER_ROOT=" + dir, "EXIT=" + c.exit, "WRITES=" + c.writes, "SEEN=" + seen, "TMPDIR=" + dir}
		out, err := run.CombinedOutput()
		assert.NoError(t, err, "%s", out)
		assert.Equal(t, "01-race\n", string(read(t, seen)))
		for name, want := range map[string]float64{filepath.Join(dir, "results", "results.json"): c.score, seen + ".before": 0} {
			var result struct {
				Score  float64 `json:"score"`
				Output string  `json:"output"`
			}
			require.NoError(t, json.Unmarshal(read(t, name), &result))
			assert.Equal(t, want, result.Score)
			if filepath.Base(name) == "results.json" {
				assert.Contains(t, result.Output, c.says)
			}
		}
		left, err := filepath.Glob(filepath.Join(dir, "tmp.*"))
		require.NoError(t, err)
		assert.Empty(t, left, "the work is removed")
	}
}
