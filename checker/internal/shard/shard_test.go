package shard_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/shard"
)

func TestParse(t *testing.T) {
	got, err := shard.Parse("3/8")
	require.NoError(t, err)
	assert.Equal(t, shard.Shard{Number: 3, Of: 8}, got)
	assert.Equal(t, "3/8", got.String())
	for text, why := range map[string]string{
		"": shard.WhyForm, "3": shard.WhyForm, "a/8": shard.WhyForm, "3/b": shard.WhyForm, "3/0": shard.WhyForm, "3/-1": shard.WhyForm, "1/99999": shard.WhyForm, "3/8/2": shard.WhyForm,
		"0/8": shard.WhyZero, "9/8": shard.WhyRange, "-1/8": shard.WhyRange,
	} {
		_, err := shard.Parse(text)
		var p *shard.Problem
		require.ErrorAs(t, err, &p, text)
		assert.Equal(t, why, p.Why, text)
		assert.Equal(t, text, p.What)
	}
}

// The numbers are part of the contract: machines with checkers of different versions agree on who grades whom.
func TestTheShardOfAStudentIsStable(t *testing.T) {
	assert.Equal(t, 3, shard.NumberOf("student s042", 8))
	assert.Equal(t, 35, shard.NumberOf("student s042", 64))
	assert.Equal(t, 1, shard.NumberOf("", 1))
}

func TestEachStudentFallsToOneShard(t *testing.T) {
	var class []shard.Member
	for i := range 10_000 {
		class = append(class, shard.Member{Student: fmt.Sprintf("2026%05d", i)})
	}
	seen := map[int]bool{}
	for n := 1; n <= 64; n++ {
		places := shard.Members(class, shard.Shard{Number: n, Of: 64})
		assert.InDelta(t, 10_000/64, len(places), 60, "shard %d", n)
		for _, p := range places {
			assert.False(t, seen[p.At])
			seen[p.At] = true
			assert.Equal(t, class[p.At].Student, p.Student)
		}
	}
	assert.Len(t, seen, len(class))
}

func TestAGroupStaysTogether(t *testing.T) {
	var class []shard.Member
	for i := range 40 {
		class = append(class, shard.Member{Student: fmt.Sprint(i), Group: fmt.Sprint("team ", i/4)})
	}
	for n := 1; n <= 7; n++ {
		places := shard.Members(class, shard.Shard{Number: n, Of: 7})
		require.Zero(t, len(places)%4)
		for i, p := range places {
			assert.Equal(t, class[places[i/4*4].At].Group, class[p.At].Group)
		}
	}
}

// env returns a function that looks variables up in pairs of a name and a value.
func env(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

func TestEachEngineGivesEachShardOnce(t *testing.T) {
	const n = 5
	for name, engine := range map[string]func(i int) []string{
		"own": func(i int) []string {
			return []string{"CHECKER_SHARD_INDEX", fmt.Sprint(i), "CHECKER_SHARD_COUNT", "5", "SLURM_ARRAY_TASK_ID", "77"}
		},
		"Kubernetes": func(i int) []string {
			return []string{"JOB_COMPLETION_INDEX", fmt.Sprint(i), "CHECKER_SHARD_COUNT", "5"}
		},
		"Slurm from 0": func(i int) []string {
			return []string{"SLURM_ARRAY_TASK_ID", fmt.Sprint(i), "SLURM_ARRAY_TASK_MIN", "0", "SLURM_ARRAY_TASK_MAX", "4", "SLURM_ARRAY_TASK_COUNT", "5"}
		},
		"Slurm from 1": func(i int) []string {
			return []string{"SLURM_ARRAY_TASK_ID", fmt.Sprint(i + 1), "SLURM_ARRAY_TASK_MIN", "1", "SLURM_ARRAY_TASK_MAX", "5", "SLURM_ARRAY_TASK_COUNT", "5"}
		},
		"Slurm, every second": func(i int) []string {
			return []string{"SLURM_ARRAY_TASK_ID", fmt.Sprint(10 + 2*i), "SLURM_ARRAY_TASK_MIN", "10", "SLURM_ARRAY_TASK_STEP", "2", "SLURM_ARRAY_TASK_COUNT", "5"}
		},
		"AWS Batch": func(i int) []string {
			return []string{"AWS_BATCH_JOB_ARRAY_INDEX", fmt.Sprint(i), "AWS_BATCH_JOB_ARRAY_SIZE", "5"}
		},
		"AWS Batch without size": func(i int) []string {
			return []string{"AWS_BATCH_JOB_ARRAY_INDEX", fmt.Sprint(i), "CHECKER_SHARD_COUNT", "5"}
		},
		"GitLab": func(i int) []string {
			return []string{"CI_NODE_INDEX", fmt.Sprint(i + 1), "CI_NODE_TOTAL", "5"}
		},
	} {
		for i := range n {
			got, err := shard.FromEnvironment(env(engine(i)...))
			require.NoError(t, err, name)
			assert.Equal(t, shard.Shard{Number: i + 1, Of: n}, got, name)
		}
	}
}

func TestWhatTheEnvironmentDoesNotTellIsNamed(t *testing.T) {
	for _, c := range []struct {
		env              []string
		why, what, other string
	}{
		{nil, shard.WhyNoEngine, "", ""},
		{[]string{"CI_NODE_TOTAL", "1"}, shard.WhyNoEngine, "", ""}, // a GitLab job without parallel
		{[]string{"JOB_COMPLETION_INDEX", "3"}, shard.WhyNoCount, "JOB_COMPLETION_INDEX", "CHECKER_SHARD_COUNT"},
		{[]string{"AWS_BATCH_JOB_ARRAY_INDEX", "3"}, shard.WhyNoCount, "AWS_BATCH_JOB_ARRAY_INDEX", "CHECKER_SHARD_COUNT"},
		{[]string{"CHECKER_SHARD_INDEX", "3"}, shard.WhyNoCount, "CHECKER_SHARD_INDEX", "CHECKER_SHARD_COUNT"},
		{[]string{"JOB_COMPLETION_INDEX", "8", "CHECKER_SHARD_COUNT", "8"}, shard.WhyVariable, "JOB_COMPLETION_INDEX", "8"},
		{[]string{"JOB_COMPLETION_INDEX", "x", "CHECKER_SHARD_COUNT", "8"}, shard.WhyVariable, "JOB_COMPLETION_INDEX", "x"},
		{[]string{"JOB_COMPLETION_INDEX", "-1", "CHECKER_SHARD_COUNT", "8"}, shard.WhyVariable, "JOB_COMPLETION_INDEX", "-1"},
		{[]string{"JOB_COMPLETION_INDEX", "1", "CHECKER_SHARD_COUNT", "0"}, shard.WhyVariable, "CHECKER_SHARD_COUNT", "0"},
		{[]string{"CI_NODE_INDEX", "0", "CI_NODE_TOTAL", "8"}, shard.WhyVariable, "CI_NODE_INDEX", "0"},
		{[]string{"SLURM_ARRAY_TASK_ID", "9", "SLURM_ARRAY_TASK_MIN", "1", "SLURM_ARRAY_TASK_COUNT", "3"}, shard.WhyVariable, "SLURM_ARRAY_TASK_ID", "9"}, // --array=1,5,9
		{[]string{"SLURM_ARRAY_TASK_ID", "1", "CI_NODE_INDEX", "1"}, shard.WhyEngines, "SLURM_ARRAY_TASK_ID", "CI_NODE_INDEX"},
	} {
		_, err := shard.FromEnvironment(env(c.env...))
		var p *shard.Problem
		require.True(t, errors.As(err, &p), c.env)
		assert.Equal(t, []string{c.why, c.what, c.other}, []string{p.Why, p.What, p.Other})
	}
}
