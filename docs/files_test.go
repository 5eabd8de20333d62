package docs_test

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/stretchr/testify/require"
)

// originals is where the lessons lie as they were published.
const originals = "checker/internal/course/testdata/originals/"

// onDisk is the file behind a path of the repo, seen from this folder.
func onDisk(name string) string {
	if name == "lessons" || strings.HasPrefix(name, "lessons/") {
		name = originals + name
	}
	return filepath.Join("..", filepath.FromSlash(name))
}

func content(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(onDisk(name))
	require.NoError(t, err)
	return strings.ReplaceAll(string(b), "\r\n", "\n")
}

func exists(name string) bool {
	_, err := os.Stat(onDisk(name))
	return err == nil
}

// glob lists the files of the repo that match, by their path below its root.
func glob(t *testing.T, pattern string) []string {
	t.Helper()
	names, err := filepath.Glob(onDisk(pattern))
	require.NoError(t, err)
	var out []string
	for _, name := range names {
		name = strings.TrimPrefix(filepath.ToSlash(name), "../")
		out = append(out, strings.TrimPrefix(name, originals))
	}
	slices.Sort(out)
	return out
}

// lesson is what the texts have to agree with.
type lesson struct {
	id      string
	minutes string
	steps   []string
}

// lessons reads every lesson.toml.
func lessons(t *testing.T) []lesson {
	t.Helper()
	var out []lesson
	for _, name := range glob(t, "lessons/*/lesson.toml") {
		var data struct {
			Minutes int
			Step    []struct{ ID string }
		}
		_, err := toml.Decode(content(t, name), &data)
		require.NoError(t, err, name)
		l := lesson{id: path.Base(path.Dir(name)), minutes: strconv.Itoa(data.Minutes)}
		for _, s := range data.Step {
			l.steps = append(l.steps, s.ID)
		}
		require.NotEmpty(t, l.steps, name)
		out = append(out, l)
	}
	require.NotEmpty(t, out, "no lessons: go run ./checker verify --write-originals")
	return out
}
