package cli_test

import (
	"bytes"
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
