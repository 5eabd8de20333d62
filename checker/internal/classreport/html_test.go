package classreport

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"html"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/golden"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/results"
)

func pageText(t *testing.T, c Class, lang string) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, c.WritePage(&out, msg.New(lang)))
	return out.String()
}

func feedbackText(t *testing.T, c Class, s results.Student, lang string) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, c.WriteFeedback(&out, s, msg.New(lang)))
	return out.String()
}

var styleElement = regexp.MustCompile(`(?s)<style>(.*?)</style>`)

// The browser applies the style sheet only if the policy has its hash.
func TestThePolicyHasTheHashOfTheStyleSheet(t *testing.T) {
	class := newClass(t, 3)
	for _, page := range []string{pageText(t, class, "ko"), feedbackText(t, class, class.Students[0], "en")} {
		found := styleElement.FindAllStringSubmatch(page, -1)
		require.Len(t, found, 1)
		sum := sha256.Sum256([]byte(found[0][1]))
		assert.Contains(t, html.UnescapeString(page), `content="default-src 'none'; style-src 'sha256-`+base64.StdEncoding.EncodeToString(sum[:])+`'; base-uri 'none'; form-action 'none'"`)
		assert.NotContains(t, found[0][1], "url(", "the style sheet loads nothing")
		assert.NotContains(t, found[0][1], "@import")
	}
}

// ours matches the tags that the templates have. Anything else that begins like a tag comes from somebody else.
var ours = regexp.MustCompile(`^</?(html|head|meta|title|style|body|main|h[1-3]|p|ul|li|dl|dt|dd|div|table|thead|tbody|tr|th|td|pre|code|hr|span|strong|br|bdi|details|summary|a|fieldset|legend|label|input|svg|rect)` +
	`( (lang|charset|http-equiv|content|name|class|scope|colspan|rowspan|title|id|type|tabindex|role|aria-[a-z]+|viewBox|preserveAspectRatio|width|height|x)="[^"<>]*"| href="feedback/[^":/<>]+\.html"| class=num| checked)*/?>`)

func TestNothingThatAStudentWroteIsHTML(t *testing.T) {
	class := newClass(t, 3)
	class.Students = append(class.Students, hostile())
	for _, lang := range msg.Langs() {
		for _, page := range []string{pageText(t, class, lang), feedbackText(t, class, hostile(), lang)} {
			assert.NotRegexp(t, unprintable, page)
			body := styleElement.ReplaceAllString(strings.TrimPrefix(page, "<!doctype html>"), "")
			for i := strings.IndexByte(body, '<'); i >= 0; i = strings.IndexByte(body, '<') {
				body = body[i:]
				tag := ours.FindString(body)
				require.NotEmpty(t, tag, "%.80q", body)
				body = body[len(tag):]
			}
			assert.Contains(t, page, "&lt;script&gt;", "the attack is shown as text")
		}
	}
}

func TestPage(t *testing.T) {
	g := golden.Open(t, "testdata/page.txt")
	class := newClass(t, 45)
	class.Students = class.Students[36:43]
	for _, lang := range msg.Langs() {
		g.Equal(t, lang, styleElement.ReplaceAllString(pageText(t, class, lang), ""))
	}
	g.Equal(t, "nobody", styleElement.ReplaceAllString(pageText(t, Class{Course: class.Course, At: madeAt}, "en"), ""))
}

// A class in which every step of every student is red makes the largest page.
func TestThePageStaysSmall(t *testing.T) {
	class := newClass(t, 300)
	g := generator{course: class.Course, samples: samples(t), lang: "ko", random: newRandom()}
	for i := range class.Students {
		s := &class.Students[i]
		s.Lessons = nil
		for _, l := range class.Course.Lessons {
			s.Lessons = append(s.Lessons, g.lesson(l, results.Graded, 0, i))
		}
	}
	page := pageText(t, class, "ko")
	assert.Less(t, len(page), 1_000_000)
	t.Logf("all red: %d bytes", len(page))
}
