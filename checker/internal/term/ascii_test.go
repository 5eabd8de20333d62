package term_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/term"
)

func TestASCII(t *testing.T) {
	var b bytes.Buffer
	w := term.ASCII(&b)
	n, err := fmt.Fprint(w, "a … │ b · ✓ 한글")
	require.NoError(t, err)
	assert.Equal(t, len("a … │ b · ✓ 한글"), n, "the bytes that were taken, not those that were written")
	assert.Equal(t, "a ... | b - ok 한글", b.String())
	assert.Same(t, &b, term.Unwrap(w))
	assert.Same(t, &b, term.Unwrap(&b))
}

func TestShorten(t *testing.T) {
	assert.Equal(t, "abcd", term.Style{}.Shorten("abcd", 4))
	assert.Equal(t, "abc…", term.Style{}.Shorten("abcde", 4))
	assert.Equal(t, "ab..", term.Style{Ascii: true}.Shorten("abcde", 4))
	assert.Equal(t, "데…", term.Style{}.Shorten("데이터", 4))
}

func TestALocaleWithoutUTF8IsASCII(t *testing.T) {
	for _, c := range []struct {
		env   []string
		ascii bool
	}{
		{nil, false},
		{[]string{"LANG", "C.UTF-8"}, false},
		{[]string{"LANG", "ko_KR.utf8"}, false},
		{[]string{"LANG", "C"}, true},
		{[]string{"LANG", "C.UTF-8", "LC_ALL", "POSIX"}, true},
		{[]string{"LC_ALL", "ko_KR.EUC-KR"}, true},
	} {
		assert.Equal(t, c.ascii, term.Detect(&bytes.Buffer{}, term.Auto, env(c.env...)).Ascii, "%v", c.env)
	}
}
