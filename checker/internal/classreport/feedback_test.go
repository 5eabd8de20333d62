package classreport

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/golden"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/results"
)

func markdownText(t *testing.T, c Class, s results.Student, lang string) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, c.WriteMarkdown(&out, s, msg.New(lang)))
	return out.String()
}

// everyState returns a student with a lesson in each state.
func everyState(c Class, t *testing.T, lang string) results.Student {
	g := generator{course: c.Course, samples: samples(t), lang: lang, random: newRandom()}
	s := c.Students[0]
	s.Lessons, s.Late = nil, true
	for i, state := range results.States() {
		s.Lessons = append(s.Lessons, g.lesson(c.Course.Lessons[i%len(c.Course.Lessons)], state, 0.6, i))
	}
	s.State = results.MachineFault
	s.Problems = []string{"homework.rar is not a zip or a tar.gz."}
	s.Overrides = []results.Override{{Step: "02-mutex/order", Points: 2, Why: "shown in the lab"}}
	return s
}

func TestFeedback(t *testing.T) {
	g := golden.Open(t, "testdata/feedback.txt")
	class := newClass(t, 8)
	for _, lang := range msg.Langs() {
		s := everyState(class, t, lang)
		g.Equal(t, lang+" every state", indented(markdownText(t, class, s, lang)))
		g.Equal(t, lang+" html", styleElement.ReplaceAllString(feedbackText(t, class, class.Students[7], lang), ""))
	}
	g.Equal(t, "all green", indented(markdownText(t, class, graded("s1", 2), "en")))
}

// indented returns a text for a golden file, in which a line that begins with "# " begins a case.
func indented(s string) string {
	return "\t" + strings.ReplaceAll(strings.TrimRight(s, "\n"), "\n", "\n\t")
}

// mdMarkup matches what Markdown would make of an unescaped text: tags, links, pictures, mentions, addresses.
var mdMarkup = regexp.MustCompile(`(^|[^\\])([<>]|\]\(|!\[|@\w|\|)|https?://|www\.\w`)

func TestNothingThatAStudentWroteIsMarkdown(t *testing.T) {
	class := newClass(t, 1)
	text := markdownText(t, class, hostile(), "en")
	assert.NotRegexp(t, unprintable, text)
	fence := ""
	for line := range strings.SplitSeq(text, "\n") {
		switch ticks := line[:len(line)-len(strings.TrimLeft(line, "`"))]; {
		case fence == "" && len(ticks) >= 3 && ticks == line:
			fence = ticks
		case fence != "" && strings.HasPrefix(line, fence):
			assert.Equal(t, fence, line, "a block of code ends with its own fence only")
			fence = ""
		case fence != "" || strings.HasPrefix(line, "| ") || strings.HasPrefix(line, "|---"):
		default:
			code := regexp.MustCompile("(^|[^\\\\`])(`+) ?[^`].*?[^`] ?(`+)$").ReplaceAllString(line, "$1") // the facts
			assert.NotRegexp(t, mdMarkup, code)
		}
	}
	assert.Empty(t, fence)
}

func TestMdText(t *testing.T) {
	for in, want := range map[string]string{
		"01-race: The race":     "01-race: The race",
		"# heading":             `\# heading`,
		"- item":                `\- item`,
		"1. item":               `1\. item`,
		"12) item":              `12\) item`,
		"<b>&amp;":              `\<b\>\&amp;`,
		"a_b*c`d":               "a\\_b\\*c\\`d",
		"https://e.vil":         `https\://e.vil`,
		"WWW.e.vil":             `WWW\.e.vil`,
		"![x](y)":               `!\[x\](y)`,
		`\<`:                    `\\\<`,
		"~~~":                   `\~\~\~`,
		"kim@example.com":       `kim\@example.com`,
		"김민수 (2반)":              "김민수 (2반)",
		"   indented, not code": "indented, not code",
	} {
		assert.Equal(t, want, mdText(in), "%q", in)
	}
	assert.Equal(t, "`a`", mdCode("a"))
	assert.Equal(t, "``` `` ```", mdCode("``"))
}

// Every step of a lesson that does not build is red for one reason, which stands there once.
func TestWhatDoesNotBuildIsExplainedOnce(t *testing.T) {
	s := graded("s1", 0)
	s.State, s.Lessons[0].State = results.DoesNotBuild, results.DoesNotBuild
	for i := range s.Lessons[0].Steps {
		s.Lessons[0].Steps[i].Explanation = "  tally.go:3\n  It does not compile: undefined: wgg"
	}
	text := markdownText(t, Class{}, s, "en")
	assert.Equal(t, 1, strings.Count(text, "undefined: wgg"))
	assert.NotContains(t, text, "The same as")
}
