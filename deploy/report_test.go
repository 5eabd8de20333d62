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

// prepared is the results of a folder "student", as `checker grade class` writes them.
const prepared = `{"version":1,"student":"student","name":"","state":"graded","lang":"en","points":1,"max":1,"lessons":[{"id":"01-race","state":"graded","points":1,"max":1,"steps":[{"id":"01-race/wait","test":"TestWait","status":"pass","points":1,"max":1,"seconds":0.1,"runs":2,"findings":[]}]}],"overrides":[]}
`

// What the files for one student ask of `checker report`, it can do.
func TestTheReportsOfOneStudent(t *testing.T) {
	dir := t.TempDir()
	build := exec.Command("go", "build", "-o", filepath.Join(dir, "checker"), "./checker")
	build.Dir = root(t)
	out, err := build.CombinedOutput()
	require.NoError(t, err, "%s", out)
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "graded"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "graded", "results.jsonl"), []byte(prepared), 0o644))
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "submission", "notes"), 0o755)) // nothing to grade: the checker says so into the result
	autograder := "AUTOGRADER_ROOT=" + dir + " CHECKER_ISOLATION=none sh " + filepath.Join(root(t), "deploy", "gradescope", "run_autograder") + "; cp results/results.json ."
	steps := workflow(t, "github/student.yml").Jobs["grade"].Steps
	for script, file := range map[string]string{autograder: "results.json", steps[2].Run: "result.json"} {
		run := exec.Command("sh", "-e", "-c", script)
		run.Dir = dir
		run.Env = []string{"PATH=" + dir + ":" + os.Getenv("PATH"), "HOME=" + dir, "work=" + dir, "GITHUB_STEP_SUMMARY=" + filepath.Join(dir, "summary"),
			"CLASSROOM=c", "ASSIGNMENT=a", "SUBMISSION_TAG=s", "COMMIT_URL=https://example.org/c", "RELEASE_URL=https://example.org/r", "REVIEW_URL=https://example.org/v"}
		out, err := run.CombinedOutput()
		require.NoError(t, err, "%s: %s", script, out)
		var result struct {
			Tests []struct {
				Score float64 `json:"score"`
			} `json:"tests"`
		}
		require.NoError(t, json.Unmarshal(read(t, filepath.Join(dir, file)), &result))
		require.NotEmpty(t, result.Tests)
		assert.EqualValues(t, map[string]int{"results.json": 0, "result.json": 1}[file], result.Tests[0].Score)
	}
	assert.Contains(t, string(read(t, filepath.Join(dir, "summary"))), "|")
}
