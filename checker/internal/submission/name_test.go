package submission_test

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/submission"
)

func TestFileName(t *testing.T) {
	for id, want := range map[string]string{
		"":                     "",
		"kim07":                "kim07-",
		"kim@example.org":      "kim@example.org-",
		"김민지":                  "김민지-",
		"\u1100\u1175\u11b7민지": "김민지-", // decomposed, as macOS gives it
		"Zoë  Müller":          "Zoë-Müller-",
		"../../etc/passwd":     "etc-passwd-",
		`a\b:c*d?e"f<g>h|i`:    "a-b-c-d-e-f-g-h-i-",
		"...":                  "",
		" --out=x ":            "out-x-",
		"kim\u202e07\x00\n":    "kim07-",
		"$(rm -rf ~)":          "rm-rf-",
	} {
		assert.Equal(t, "submission-"+want+"20261102-093000.zip", submission.FileName(id, at), "%q", id)
	}
}

func TestLongFileName(t *testing.T) {
	name := submission.FileName(strings.Repeat("가", 500), at)
	assert.Less(t, len(name), 200)
	assert.True(t, utf8.ValidString(name))
	assert.Contains(t, name, "가-20261102")
}

func FuzzID(f *testing.F) {
	f.Add("김민지 \u1100\u1175\u11b7 ..")
	f.Fuzz(func(t *testing.T, id string) {
		once := submission.NormalizeID(id)
		require.Equal(t, once, submission.NormalizeID(once))
		name := submission.FileName(id, at)
		require.True(t, utf8.ValidString(name))
		require.Less(t, len(name), 200)
		require.Equal(t, name, filepath.Base(name))
		require.False(t, strings.ContainsAny(name, `<>:"/\|?* `))
	})
}
