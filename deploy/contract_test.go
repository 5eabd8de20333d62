package deploy_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
	batch "k8s.io/api/batch/v1"
)

// place is a folder in which an engine's job runs. Its checker shows who would be graded, and grades nobody.
type place struct {
	dir, path string
}

// newPlace makes a class of 40 students, and a checker that is the real one but for --out and --isolation, in whose place it has --dry-run.
func newPlace(t *testing.T) place {
	t.Helper()
	dir := t.TempDir()
	bin := filepath.Join(dir, "bin")
	require.NoError(t, os.Mkdir(bin, 0o755))
	build := exec.Command("go", "build", "-o", filepath.Join(bin, "real"), "./checker")
	build.Dir = root(t)
	out, err := build.CombinedOutput()
	require.NoError(t, err, "%s", out)
	wrapper := `#!/bin/sh
set -eu
command=$1; class=$2; shift 2
[ "$command" = grade ] || { echo "$command $class $*" >> "$PLACE/others"; exit 0; }
roster=; shard=
while [ $# -gt 0 ]; do
  case $1 in
  --roster) roster=$2; shift 2 ;;
  --shard) shard=$2; shift 2 ;;
  --out) echo "$2" >> "$PLACE/outs"; shift 2 ;;
  --isolation) shift 2 ;;
  *) echo "not expected: $1" >&2; exit 9 ;;
  esac
done
real grade "$PLACE/class" --roster "$PLACE/class.csv" --dry-run --json --shard "$shard" > "$PLACE/said.$$"
exit "${EXIT:-1}"
`
	require.NoError(t, os.WriteFile(filepath.Join(bin, "checker"), []byte(wrapper), 0o755))
	roster := "id,name\n"
	for i := range 40 {
		id := fmt.Sprintf("s%03d", i)
		roster += id + ",Kim\n"
		lesson := filepath.Join(dir, "class", id, "01-race")
		require.NoError(t, os.MkdirAll(lesson, 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(lesson, "tally.go"), []byte("package main\n"), 0o644))
	}
	require.NoError(t, os.WriteFile(filepath.Join(dir, "class.csv"), []byte(roster), 0o644))
	return place{dir, bin + string(os.PathListSeparator) + os.Getenv("PATH")}
}

// run runs a script of a job with the engine's variables. The checker's own exit code is 1: somebody has no verdict.
func (p place) run(t *testing.T, script string, env ...string) {
	t.Helper()
	c := exec.Command("sh", "-e", "-c", script)
	c.Dir = p.dir
	c.Env = append([]string{"PATH=" + p.path, "HOME=" + p.dir, "PLACE=" + p.dir}, env...)
	out, err := c.CombinedOutput()
	require.NoError(t, err, "%s", out)
}

// graded returns who was graded in all runs so far, sorted, and to how many different folders.
func (p place) graded(t *testing.T) (ids []string, outs int) {
	t.Helper()
	said, err := filepath.Glob(filepath.Join(p.dir, "said.*"))
	require.NoError(t, err)
	for _, name := range said {
		var doc struct {
			Students []struct {
				Student string `json:"student"`
			} `json:"students"`
		}
		require.NoError(t, json.Unmarshal(read(t, name), &doc))
		for _, s := range doc.Students {
			ids = append(ids, s.Student)
		}
	}
	lines := strings.Fields(string(read(t, filepath.Join(p.dir, "outs"))))
	slices.Sort(lines)
	slices.Sort(ids)
	return ids, len(slices.Compact(lines))
}

// Each engine's own file, run once for each index with the variables that the engine sets, grades each student once.
func TestEachEngineGradesEachStudentOnce(t *testing.T) {
	const shards = 8
	kubernetes := strict[batch.Job](t, strings.Split(string(read(t, "kubernetes/grade.yaml")), "\n---\n")[0]).Spec.Template.Spec.Containers[0]
	p := newPlace(t)
	var all []string
	for i := range 40 {
		all = append(all, fmt.Sprintf("s%03d", i))
	}
	for name, of := range map[string]func(i int) (script string, env []string){
		"Kubernetes": func(i int) (string, []string) {
			return kubernetes.Args[0], []string{kubernetes.Env[0].Name + "=" + kubernetes.Env[0].Value, fmt.Sprintf("JOB_COMPLETION_INDEX=%d", i)}
		},
		"Slurm": func(i int) (string, []string) {
			file := filepath.Join(root(t), "deploy", "slurm", "grade.sbatch")
			return "sh " + file, []string{fmt.Sprintf("SLURM_ARRAY_TASK_ID=%d", i), "SLURM_ARRAY_TASK_MIN=0", "SLURM_ARRAY_TASK_MAX=7", "SLURM_ARRAY_TASK_COUNT=8"}
		},
		"one shard again on Slurm": func(i int) (string, []string) {
			file := filepath.Join(root(t), "deploy", "slurm", "grade.sbatch")
			return "sh " + file, []string{fmt.Sprintf("SLURM_ARRAY_TASK_ID=%d", i), fmt.Sprintf("SLURM_ARRAY_TASK_MIN=%d", i), "SLURM_ARRAY_TASK_COUNT=1"}
		},
		"AWS Batch": func(i int) (string, []string) {
			return `checker grade x --roster y --shard auto --out "shard-$AWS_BATCH_JOB_ARRAY_INDEX" || [ $? -eq 1 ]`, []string{fmt.Sprintf("AWS_BATCH_JOB_ARRAY_INDEX=%d", i), "AWS_BATCH_JOB_ARRAY_SIZE=8"}
		},
		"GitLab": func(i int) (string, []string) {
			return gitlab(t).Grade.Script[0], []string{fmt.Sprintf("CI_NODE_INDEX=%d", i+1), "CI_NODE_TOTAL=8"}
		},
		"GitHub": func(i int) (string, []string) {
			job := workflow(t, "github/class.yml").Jobs["grade"]
			require.Len(t, job.Strategy.Matrix.Shard, shards)
			return job.Steps[1].Run, []string{fmt.Sprintf("SHARD=%d", job.Strategy.Matrix.Shard[i]), "OF=8"}
		},
	} {
		t.Run(name, func(t *testing.T) {
			for _, old := range []string{"said.*", "outs"} {
				found, err := filepath.Glob(filepath.Join(p.dir, old))
				require.NoError(t, err)
				for _, f := range found {
					require.NoError(t, os.Remove(f))
				}
			}
			for i := range shards {
				script, env := of(i)
				p.run(t, script, env...)
			}
			ids, outs := p.graded(t)
			assert.Equal(t, all, ids)
			assert.Equal(t, shards, outs, "each shard has a folder of its own")
		})
	}
}

// A wrong command line must reach the engine: Kubernetes does not try such a shard again.
func TestExitCodesReachTheEngine(t *testing.T) {
	p := newPlace(t)
	job := strict[batch.Job](t, strings.Split(string(read(t, "kubernetes/grade.yaml")), "\n---\n")[0]).Spec.Template.Spec.Containers[0]
	for script, env := range map[string]string{job.Args[0]: "JOB_COMPLETION_INDEX=3", "sh " + filepath.Join(root(t), "deploy", "slurm", "grade.sbatch"): "SLURM_ARRAY_TASK_ID=3"} {
		for code, want := range map[string]bool{"0": true, "1": true, "2": false, "3": false} {
			c := exec.Command("sh", "-c", script)
			c.Dir = p.dir
			c.Env = []string{"PATH=" + p.path, "HOME=" + p.dir, "PLACE=" + p.dir, "EXIT=" + code, "CHECKER_SHARD_COUNT=8", env}
			assert.Equal(t, want, c.Run() == nil, "%s: exit code %s", script, code)
		}
	}
}

// workflowFile is what the tests read of a workflow.
type workflowFile struct {
	Jobs map[string]struct {
		Strategy struct {
			Matrix struct {
				Shard []int `yaml:"shard"`
			} `yaml:"matrix"`
		} `yaml:"strategy"`
		Steps []struct {
			Run string `yaml:"run"`
		} `yaml:"steps"`
	} `yaml:"jobs"`
}

func workflow(t *testing.T, name string) workflowFile {
	t.Helper()
	var out workflowFile
	require.NoError(t, yaml.Unmarshal(read(t, name), &out))
	return out
}
