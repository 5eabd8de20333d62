// Package deploy_test checks the files with which a class is graded on many machines: whatever can be checked without these machines. It is a module of
// its own, so that the workshop does not depend on Kubernetes.
package deploy_test

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rhysd/actionlint"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
	batch "k8s.io/api/batch/v1"
	core "k8s.io/api/core/v1"
	network "k8s.io/api/networking/v1"
	kyaml "sigs.k8s.io/yaml"
)

func read(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	require.NoError(t, err)
	return b
}

// strict decodes a document of YAML into Kubernetes' own type. A field that the type does not have is an error.
func strict[T any](t *testing.T, doc string) T {
	t.Helper()
	var out T
	require.NoError(t, kyaml.UnmarshalStrict([]byte(doc), &out))
	return out
}

func TestKubernetesGrade(t *testing.T) {
	docs := strings.Split(string(read(t, "kubernetes/grade.yaml")), "\n---\n")
	require.Len(t, docs, 2)
	job := strict[batch.Job](t, docs[0])
	assert.Equal(t, "batch/v1 Job", job.APIVersion+" "+job.Kind)
	spec := job.Spec
	assert.Equal(t, batch.IndexedCompletion, *spec.CompletionMode)
	pod := spec.Template.Spec
	require.Len(t, pod.Containers, 1)
	c := pod.Containers[0]
	assert.Equal(t, []core.EnvVar{{Name: "CHECKER_SHARD_COUNT", Value: "8"}}, c.Env)
	assert.EqualValues(t, 8, *spec.Completions, "as many as CHECKER_SHARD_COUNT")
	assert.EqualValues(t, 8, *spec.Parallelism)
	assert.EqualValues(t, 7, *spec.MaxFailedIndexes)
	assert.Positive(t, *spec.BackoffLimitPerIndex)
	assert.Equal(t, core.RestartPolicyNever, pod.RestartPolicy, "podFailurePolicy needs it")
	rule := spec.PodFailurePolicy.Rules[0]
	assert.Equal(t, batch.PodFailurePolicyActionFailIndex, rule.Action)
	assert.Equal(t, []int32{2}, rule.OnExitCodes.Values)
	assert.Equal(t, c.Name, *rule.OnExitCodes.ContainerName)
	policy := strict[network.NetworkPolicy](t, docs[1])
	assert.Equal(t, spec.Template.Labels, policy.Spec.PodSelector.MatchLabels, "the policy is about these pods")
	assert.Empty(t, policy.Spec.Egress)
	assert.Len(t, policy.Spec.PolicyTypes, 2)
}

func TestKubernetesMerge(t *testing.T) {
	job := strict[batch.Job](t, string(read(t, "kubernetes/merge.yaml")))
	grade := strict[batch.Job](t, strings.Split(string(read(t, "kubernetes/grade.yaml")), "\n---\n")[0])
	assert.Equal(t, grade.Spec.Template.Spec.Volumes, job.Spec.Template.Spec.Volumes)
	assert.Equal(t, grade.Spec.Template.Spec.Containers[0].Image, job.Spec.Template.Spec.Containers[0].Image)
}

func TestWorkflows(t *testing.T) {
	for _, name := range []string{"github/class.yml", "github/student.yml"} {
		var said bytes.Buffer
		shellcheck, _ := exec.LookPath("shellcheck") // without it the scripts in the workflows are not looked at
		linter, err := actionlint.NewLinter(io.Discard, &actionlint.LinterOptions{LogWriter: &said, Shellcheck: shellcheck})
		require.NoError(t, err)
		problems, err := linter.Lint(name, read(t, name), nil)
		require.NoError(t, err)
		for _, p := range problems {
			t.Errorf("%s: %s", name, p)
		}
	}
}

// gitlabJob has the fields that our jobs use: https://docs.gitlab.com/ci/yaml. Any other one is an error.
type gitlabJob struct {
	Stage    string   `yaml:"stage"`
	Parallel int      `yaml:"parallel"`
	Timeout  string   `yaml:"timeout"`
	Needs    []string `yaml:"needs"`
	Script   []string `yaml:"script"`
	Retry    struct {
		Max  int      `yaml:"max"`
		When []string `yaml:"when"`
	} `yaml:"retry"`
	Artifacts struct {
		Paths    []string `yaml:"paths"`
		ExpireIn string   `yaml:"expire_in"`
	} `yaml:"artifacts"`
}

type gitlabFile struct {
	Stages  []string `yaml:"stages"`
	Default struct {
		Image struct {
			Name       string   `yaml:"name"`
			Entrypoint []string `yaml:"entrypoint"`
		} `yaml:"image"`
	} `yaml:"default"`
	Grade gitlabJob `yaml:"grade"`
	Merge gitlabJob `yaml:"merge"`
}

func gitlab(t *testing.T) gitlabFile {
	t.Helper()
	var out gitlabFile
	d := yaml.NewDecoder(bytes.NewReader(read(t, "gitlab/.gitlab-ci.yml")))
	d.KnownFields(true)
	require.NoError(t, d.Decode(&out))
	return out
}

func TestGitLab(t *testing.T) {
	f := gitlab(t)
	assert.Equal(t, []string{f.Grade.Stage, f.Merge.Stage}, f.Stages)
	assert.Equal(t, []string{"grade"}, f.Merge.Needs)
	assert.Equal(t, 8, f.Grade.Parallel)
	assert.NotEmpty(t, f.Grade.Artifacts.Paths)
}

var scripts = []string{"gradescope/setup.sh", "gradescope/run_autograder", "slurm/grade.sbatch"}

func TestScriptsAreShell(t *testing.T) {
	for _, name := range scripts {
		info, err := os.Stat(name)
		require.NoError(t, err)
		assert.NotZero(t, info.Mode()&0o100, "%s can be run", name)
		out, err := exec.Command("sh", "-n", name).CombinedOutput()
		assert.NoError(t, err, "%s: %s", name, out)
		if tool, err := exec.LookPath("shellcheck"); err == nil {
			out, err := exec.Command(tool, name).CombinedOutput()
			assert.NoError(t, err, "%s", out)
		}
	}
}

// The words that Gradescope shows before there is a result must be a result themselves.
func TestTheResultBeforeTheResult(t *testing.T) {
	text := string(read(t, "gradescope/run_autograder"))
	parts := strings.Split(text, "<<'END'\n")
	require.Len(t, parts, 2)
	for _, p := range parts[1:] {
		body, _, ok := strings.Cut(p, "\nEND\n")
		require.True(t, ok)
		var result struct {
			Score  *float64 `json:"score"`
			Output string   `json:"output"`
			Format string   `json:"output_format"`
			Shown  string   `json:"visibility"`
			Tests  []any    `json:"tests"`
		}
		d := json.NewDecoder(strings.NewReader(body))
		d.DisallowUnknownFields()
		require.NoError(t, d.Decode(&result))
		assert.NotNil(t, result.Score)
		assert.NotEmpty(t, result.Output)
	}
}

func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("..")
	require.NoError(t, err)
	return dir
}

// Gradescope's image gets the version of Go that the workshop asks for.
func TestTheVersionOfGo(t *testing.T) {
	_, rest, ok := strings.Cut(string(read(t, "../go.mod")), "\ngo ")
	require.True(t, ok)
	version, _, _ := strings.Cut(rest, "\n")
	assert.Contains(t, string(read(t, "gradescope/setup.sh")), "\ngo="+version+"\n")
}
