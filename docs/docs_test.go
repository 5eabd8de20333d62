// Package docs_test keeps the texts honest: both languages in step, no dead link, no command that does not exist.
//
// Lessons are looked at where the checker keeps its originals, so that a student's edits turn nothing red here.
package docs_test

import (
	"path"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// pairs lists the texts that exist in both languages, English first.
func pairs(t *testing.T) [][2]string {
	t.Helper()
	out := [][2]string{{"README.md", "docs/ko/README.md"}}
	for _, name := range glob(t, "docs/*.md") {
		out = append(out, [2]string{name, "docs/ko/" + path.Base(name)})
	}
	for _, name := range glob(t, "solutions/*/README.md") {
		out = append(out, [2]string{name, path.Dir(name) + "/README.ko.md"})
	}
	return out
}

// texts lists every page that the tests look at.
func texts(t *testing.T) []string {
	t.Helper()
	out := []string{"README.md", "CONTRIBUTING.md"}
	for _, pattern := range []string{"docs/*.md", "docs/ko/*.md", "lessons/*/README.md", "solutions/*/README*.md"} {
		out = append(out, glob(t, pattern)...)
	}
	return out
}

func TestBothLanguagesHaveTheSameFiles(t *testing.T) {
	var english, korean []string
	for _, name := range glob(t, "docs/*.md") {
		english = append(english, path.Base(name))
	}
	for _, name := range glob(t, "docs/ko/*.md") {
		if base := path.Base(name); base != "README.md" {
			korean = append(korean, base)
		}
	}
	require.NotEmpty(t, english)
	assert.Equal(t, english, korean)
}

func TestBothLanguagesHaveTheSameShape(t *testing.T) {
	for _, pair := range pairs(t) {
		en, ko := read(t, pair[0]), read(t, pair[1])
		assert.Equal(t, en.levels(), ko.levels(), "%s and %s: levels of the headings", pair[0], pair[1])
		assert.Equal(t, len(en.blocks), len(ko.blocks), "%s and %s: code blocks", pair[0], pair[1])
		assert.Equal(t, en.pictures(), ko.pictures(), "%s and %s: pictures", pair[0], pair[1])
		assert.Equal(t, en.commands(), ko.commands(), "%s and %s: commands, --lang aside", pair[0], pair[1])
	}
}

func TestEveryPageIsInItsLanguage(t *testing.T) {
	for _, pair := range pairs(t) {
		for _, h := range read(t, pair[0]).headings {
			assert.False(t, hangul(h.text), "%s: %q", pair[0], h.text)
		}
		assert.True(t, hangul(read(t, pair[1]).prose), pair[1])
	}
}

func TestReadmeBeginsWithTheOtherLanguage(t *testing.T) {
	first, _, _ := strings.Cut(content(t, "README.md"), "\n")
	assert.Contains(t, first, "(docs/ko/README.md)")
}

func TestNoLinkIsDead(t *testing.T) {
	for _, name := range texts(t) {
		for _, l := range read(t, name).links {
			assert.NoError(t, follow(t, name, l.target), "%s: [%s](%s)", name, l.text, l.target)
		}
	}
}

func TestPicturesAreTold(t *testing.T) {
	shown := map[string]bool{}
	for _, name := range texts(t) {
		korean := strings.HasPrefix(name, "docs/ko/") || strings.HasSuffix(name, ".ko.md")
		for _, l := range read(t, name).links {
			if !l.picture {
				continue
			}
			shown[path.Join(path.Dir(name), l.target)] = true
			assert.GreaterOrEqual(t, len(strings.Fields(l.text)), 5, "%s: alternative text of %s", name, l.target)
			assert.Equal(t, korean, hangul(l.text), "%s: language of the alternative text of %s", name, l.target)
		}
	}
	for _, name := range glob(t, "docs/*.svg") {
		assert.True(t, shown[name], "%s is shown nowhere", name)
	}
}

func TestPicturesAreLegible(t *testing.T) {
	for _, name := range glob(t, "docs/*.svg") {
		svg := content(t, name)
		assert.Contains(t, svg, "prefers-color-scheme: dark", name)
		assert.Contains(t, svg, "<title", name)
		assert.False(t, hangul(svg), "%s: labels are for both languages", name)
		for _, size := range fontSizes(t, svg) {
			assert.GreaterOrEqual(t, size, 13, "%s: size of the text", name)
		}
	}
}

func TestEveryStepIsInItsText(t *testing.T) {
	for _, l := range lessons(t) {
		for _, dir := range []string{"docs/", "docs/ko/"} {
			text := content(t, dir+l.id+".md")
			for _, step := range l.steps {
				assert.Contains(t, text, "`"+step+"`", "%s%s.md", dir, l.id)
			}
		}
	}
}

func TestReadmesNameEveryLesson(t *testing.T) {
	for _, name := range []string{"README.md", "docs/ko/README.md"} {
		p := read(t, name)
		for _, l := range lessons(t) {
			row := slices.IndexFunc(p.lines, func(line string) bool {
				return strings.HasPrefix(line, "|") && strings.Contains(line, l.id) && strings.Contains(line, "| "+l.minutes+" |")
			})
			assert.GreaterOrEqual(t, row, 0, "%s: a row for %s with %s minutes", name, l.id, l.minutes)
		}
	}
}

func TestEveryCommandExists(t *testing.T) {
	known := checkerCommands(t)
	require.Contains(t, known.names, "run")
	require.Contains(t, known.flags, "lang")
	for _, name := range texts(t) {
		for _, c := range read(t, name).allCommands() {
			assert.NoError(t, known.check(t, c), "%s: %s", name, c)
		}
	}
}

func TestEveryPathExists(t *testing.T) {
	for _, name := range texts(t) {
		for _, p := range read(t, name).paths() {
			assert.True(t, exists(p), "%s: %s", name, p)
		}
	}
}

func hangul(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Hangul, r) })
}
