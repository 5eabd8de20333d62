package cli_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/cli"
)

// A proof of nothing is no proof.
func TestVerifyOfNothingIsRefused(t *testing.T) {
	root, err := filepath.Abs("../../..")
	require.NoError(t, err)
	for _, args := range [][]string{{"--only", "no-such"}, {"--bank", "--only", "no-such"}} {
		var out, errs bytes.Buffer
		code := cli.Run(t.Context(), cli.Env{Args: append([]string{"verify", "--dir", root}, args...), Stdout: &out, Stderr: &errs, Getenv: func(string) string { return "" }})
		assert.Equal(t, 2, code)
		assert.Empty(t, out.String())
		assert.Contains(t, errs.String(), "no-such")
		assert.Contains(t, errs.String(), "Names look like 01-race/")
	}
}

// Without a solution there is nothing to prove: that is said, with what brings it back.
func TestVerifyNamesTheMissingSolution(t *testing.T) {
	root := t.TempDir()
	repo, err := filepath.Abs("../../..")
	require.NoError(t, err)
	require.NoError(t, os.CopyFS(filepath.Join(root, "lessons"), os.DirFS(filepath.Join(repo, "lessons"))))
	for _, name := range []string{"go.mod", "go.sum"} {
		b, err := os.ReadFile(filepath.Join(repo, name))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(root, name), b, 0o600))
	}
	var out, errs bytes.Buffer
	code := cli.Run(t.Context(), cli.Env{Args: []string{"verify", "--dir", root}, Stdout: &out, Stderr: &errs, Getenv: func(string) string { return "" }})
	assert.Equal(t, 2, code)
	assert.Contains(t, errs.String(), "solutions/01-race/tally.go is missing")
	assert.Contains(t, errs.String(), "git checkout -- solutions/01-race/tally.go")
}
