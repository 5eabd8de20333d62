package msg_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/msg"
)

// flat returns the texts of a language by file and full key. A key stands in one file only.
func flat(t *testing.T, lang string) map[string]string {
	t.Helper()
	names, err := filepath.Glob(lang + "/*.toml")
	require.NoError(t, err)
	out := map[string]string{}
	for _, name := range names {
		for key, text := range flatFile(t, name) {
			assert.NotContains(t, out, key, "%s: the key stands in another file too", name)
			out[key] = text
		}
	}
	return out
}

func flatFile(t *testing.T, name string) map[string]string {
	t.Helper()
	b, err := os.ReadFile(name)
	require.NoError(t, err)
	var tree map[string]any
	require.NoError(t, toml.Unmarshal(b, &tree))
	out := map[string]string{}
	var walk func(prefix string, node any)
	walk = func(prefix string, node any) {
		switch v := node.(type) {
		case map[string]any:
			for k, sub := range v {
				walk(prefix+"."+k, sub)
			}
		case string:
			out[prefix[1:]] = v
		}
	}
	walk("", tree)
	return out
}

func TestBothLanguagesSayTheSame(t *testing.T) {
	en, ko := flat(t, "en"), flat(t, "ko")
	require.NotEmpty(t, en)
	holes := regexp.MustCompile(`\{\{[^}]*\}\}`)
	plural := regexp.MustCompile(`\{\{if eq \.[a-z]+ 1\}\}\w+\{\{else\}\}\w+\{\{end\}\}`) // "point" or "points": Korean does not need it
	sorted := func(s string) []string {
		found := holes.FindAllString(plural.ReplaceAllString(s, ""), -1)
		slices.Sort(found)
		return slices.Compact(found)
	}
	for key, text := range en {
		if assert.Contains(t, ko, key, "ko lacks a key") {
			assert.Equal(t, sorted(text), sorted(ko[key]), "placeholders of %s", key)
		}
	}
	for key := range ko {
		assert.Contains(t, en, key, "en lacks a key")
	}
}

func TestEveryKeyCanBeSaid(t *testing.T) {
	for _, lang := range msg.Langs() {
		p := msg.New(lang)
		for key := range flat(t, lang) {
			assert.NotContains(t, p.Say(key), "<"+key+">")
		}
	}
	assert.Equal(t, "<no.such>", msg.New("en").Say("no.such"))
}

func TestPick(t *testing.T) {
	for _, c := range []struct {
		env  map[string]string
		want string
	}{
		{nil, "en"},
		{map[string]string{"LANG": "ko_KR.UTF-8"}, "ko"},
		{map[string]string{"LANG": "ko_KR.UTF-8", "LC_ALL": "C"}, "en"},
		{map[string]string{"LANG": "C", "CHECKER_LANG": "ko"}, "ko"},
		{map[string]string{"LANG": "kok_IN"}, "en"},
	} {
		assert.Equal(t, c.want, msg.Pick(func(k string) string { return c.env[k] }), "%v", c.env)
	}
}
