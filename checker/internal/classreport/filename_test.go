package classreport

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"
)

func TestFileNamesKeepWhatIsGood(t *testing.T) {
	for _, id := range []string{"20230001", "S042", "kim.minsu@example.com", "김민수", "a_b-c+d", "console", "com10"} {
		assert.Equal(t, []string{id}, fileNames([]string{id}))
	}
}

func TestFileNamesAreSafe(t *testing.T) {
	bad := []string{
		"", ".", "..", "../../etc/passwd", "a/b", `a\b`, "CON", "nul", "con.txt", "LPT1", "COM¹", "a:b", "a*b", "a|b", "x ", "x.", ".hidden", "-rf",
		"a\x00b", "a\nb", "\x1b[2J", "a\u202egpj", "\u3164", "a\xffb", strings.Repeat("김", 200), "<script>", "s042-0123456789", "`id`", "$(id)", "%2e%2e",
	}
	dir := t.TempDir()
	for i, name := range fileNames(bad) {
		assert.NotEqual(t, bad[i], name)
		assert.Regexp(t, `^[\p{L}\p{M}\p{Nd}_@+][\p{L}\p{M}\p{Nd}_@+-]*-[0-9a-f]{10}$`, name, "%q", bad[i])
		assert.LessOrEqual(t, len(name), maxFileName+11)
		assert.True(t, utf8.ValidString(name))
		require.NoError(t, os.WriteFile(filepath.Join(dir, name+".html"), nil, 0o644))
	}
	made, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, made, len(bad), "each has a file of its own")
}

func TestFileNamesDoNotCollide(t *testing.T) {
	ids := []string{
		"s042", "S042", "각", norm.NFD.String("각"), "straße", "STRASSE", "ａbc", "abc", "ﬁn", "fin", "a/b", "a:b", "a-b", "İ", "i̇", "K", "\u212a", "k",
	}
	names := fileNames(ids)
	keys := map[string]string{}
	for i, name := range names {
		assert.NotContains(t, keys, foldName(name), "%q and %q", ids[i], keys[foldName(name)])
		keys[foldName(name)] = ids[i]
	}
	// An id that is the name of another one's file does not take it.
	victim := "a/b"
	taken := fileNames([]string{victim})[0]
	both := fileNames([]string{victim, taken})
	assert.Equal(t, taken, both[0])
	assert.NotEqual(t, foldName(both[0]), foldName(both[1]))
}
