package term_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/term"
)

func TestHyperlink(t *testing.T) {
	root := t.TempDir()
	require.NoError(t, os.MkdirAll(filepath.Join(root, "lessons"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(root, "lessons", "a b.go"), nil, 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(root, "lessons", "tally.go"), nil, 0o600))
	text := "  lessons/tally.go:36 and lessons/none.go:1"
	assert.Equal(t, text, term.Hyperlink(text, root, ""))
	file := filepath.ToSlash(root) + "/lessons/tally.go"
	assert.Equal(t, "  \x1b]8;;file://"+file+"\x1b\\lessons/tally.go:36\x1b]8;;\x1b\\ and lessons/none.go:1", term.Hyperlink(text, root, "file"))
	assert.Contains(t, term.Hyperlink(text, root, "vscode"), "vscode://file"+file+":36\x1b")
}

func TestLinksOnlyWhereTheyAreKnown(t *testing.T) {
	for _, c := range []struct {
		env  map[string]string
		want string
	}{
		{map[string]string{"TERM": "xterm-256color"}, ""},
		{map[string]string{"TERM": "xterm-256color", "VTE_VERSION": "7200"}, "file"},
		{map[string]string{"TERM": "xterm-256color", "VTE_VERSION": "4800"}, ""},
		{map[string]string{"TERM": "xterm-256color", "TERM_PROGRAM": "vscode"}, "vscode"},
		{map[string]string{"TERM": "dumb", "TERM_PROGRAM": "vscode"}, ""},
		{map[string]string{"TERM": "xterm-kitty"}, "file"},
	} {
		assert.Equal(t, c.want, term.Links(func(k string) string { return c.env[k] }), "%v", c.env)
	}
}
