package instrument_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/instrument"
)

const root = "../../.."

// students are the names of the student's file of each lesson.
var students = map[string]string{
	"01-race": "tally.go", "02-mutex": "mutexmap.go", "03-channel-map": "sharedmap.go", "04-close-and-context": "sharedmap.go",
}

// build returns the exploring binary of a lesson, with an answer as the student's file.
func build(t *testing.T, lesson, answer string) *instrument.Binary {
	dir, err := filepath.Abs(filepath.Join(root, "lessons", lesson))
	require.NoError(t, err)
	b, err := instrument.Build(t.Context(), instrument.Options{Dir: dir, Work: t.TempDir(), Overlay: map[string]string{
		filepath.Join(dir, students[lesson]): answer,
	}})
	require.NoError(t, err, answer)
	return b
}

func scenarios(b *instrument.Binary) []string {
	var out []string
	for _, name := range b.Tests {
		if strings.HasPrefix(name, "TestExplore") {
			out = append(out, name)
		}
	}
	return out
}

// TestLessons explores the scenarios of each lesson. They must fail with the student's file as it is published, and pass with the solution.
func TestLessons(t *testing.T) {
	if os.Getenv("WORKSHOP_LONG") != "whole" {
		t.Skip("takes long, and checker verify, in .ci/run, tries the same: WORKSHOP_LONG=whole")
	}
	for lesson, file := range students {
		t.Run(lesson, func(t *testing.T) {
			start, err := filepath.Abs(filepath.Join(root, "lessons", lesson, file))
			require.NoError(t, err)
			solution, err := filepath.Abs(filepath.Join(root, "solutions", lesson, file))
			require.NoError(t, err)
			for _, answer := range []string{start, solution} {
				b := build(t, lesson, answer)
				for _, name := range scenarios(b) {
					r, err := b.RunTest(t.Context(), instrument.RunOptions{Test: name})
					require.NoError(t, err)
					t.Logf("%s %v: %s %q; %d schedules, %.1f ms, exhausted %v %s", name, answer == solution, r.Cause, r.Message, r.Schedules, r.Millis, r.Exhausted, r.Limit)
					assert.Equal(t, answer == solution, r.OK(), "%s: %+v", name, r)
				}
			}
		})
	}
}

// TestBank explores the answers of the bank. It runs only with EXPLORE_BANK=1, because it builds each answer.
func TestBank(t *testing.T) {
	if os.Getenv("EXPLORE_BANK") == "" {
		t.Skip("EXPLORE_BANK=1 explores every answer of the bank")
	}
	files, err := filepath.Glob(filepath.Join(root, "checker/internal/verify/testdata/answers/*/*/*.go"))
	require.NoError(t, err)
	for _, file := range files {
		lesson, kind := filepath.Base(filepath.Dir(filepath.Dir(file))), filepath.Base(filepath.Dir(file))
		t.Run(lesson+"/"+kind+"/"+filepath.Base(file), func(t *testing.T) {
			abs, err := filepath.Abs(file)
			require.NoError(t, err)
			b := build(t, lesson, abs)
			for _, name := range scenarios(b) {
				r, err := b.RunTest(t.Context(), instrument.RunOptions{Test: name})
				require.NoError(t, err)
				t.Logf("%s: %s %q; %d schedules, %.1f ms, exhausted %v %s", name, r.Cause, r.Message, r.Schedules, r.Millis, r.Exhausted, r.Limit)
				if kind == "right" {
					assert.True(t, r.OK(), "%+v", r)
				}
			}
		})
	}
}
