package alikereport

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/csv"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/alike"
	"sharedmap-workshop/checker/internal/golden"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

const original = "package main\n\nfunc Sum(a []int) int {\n\treturn 0\n}\n"

const locked = `package main

import "sync"

// Sum adds up.
func Sum(a []int) int {
	var mu sync.Mutex
	total := 0
	for _, n := range a {
		mu.Lock()
		if n > 3 && n < 7 || total == 12 {
			total += n
		} else {
			total -= n * 2
		}
		mu.Unlock()
	}
	return total
}
`

const published = `package main

// Sum adds up without a lock.
func Sum(a []int) (sum int) {
	parts := make(chan int, len(a))
	for i := range a {
		go func() { parts <- a[i] }()
	}
	for range a {
		select {
		case n := <-parts:
			sum += n
		}
	}
	return sum
}
`

var renamed = strings.NewReplacer("mu.", "guard.", "var mu ", "var guard ", "total", "sum", "// Sum adds up.", "// 내가 썼습니다").Replace(locked)

// nasty is a text that attacks every place in which it could stand.
const nasty = "</pre></style><script>alert(1)</script><img src=x onerror=alert(2)>\" onclick='x' {{.}} \x1b[2J\u009b31m\u202egpj\u200b::error::owned"

func report(names ...string) Report {
	l := Lesson{ID: "01-race", File: "tally.go", Known: alike.Lesson{Original: []byte(original), Solution: []byte(published)}}
	for i, id := range []string{"s1", "s2", "s3"} {
		name := ""
		if len(names) > i {
			name = names[i]
		}
		l.Answers = append(l.Answers, Answer{ID: id, Name: name, Source: []byte([]string{locked, renamed, published}[i])})
	}
	l.Answers = append(l.Answers, Answer{ID: "x9", From: "../last-year", Source: []byte(locked)})
	return New([]Lesson{l}, 0.8, time.Date(2026, 3, 22, 10, 0, 0, 0, time.FixedZone("", 9*60*60)))
}

func TestWhatIsFound(t *testing.T) {
	r := report()
	assert.Equal(t, 3, r.Answers)
	assert.Equal(t, 6, r.Compared)
	var got []string
	for _, p := range r.Pairs {
		got = append(got, strings.Join([]string{string(p.Kind), p.A.ID, p.B.ID}, " "))
	}
	assert.Equal(t, []string{"student s1 s2", "against s1 x9", "against s2 x9", "solution s3 "}, got)
	assert.Equal(t, 80, Pair{Score: 0.8}.Percent())
	assert.Equal(t, 99, Pair{Score: 0.9999}.Percent())
}

func TestShown(t *testing.T) {
	g := golden.Open(t, "testdata/shown.txt")
	r := report("김민수", "Lee Seoyeon")
	for _, lang := range msg.Langs() {
		say := msg.New(lang)
		var table, plain, page bytes.Buffer
		r.Table(&table, term.Style{Column: 80}, say)
		g.Equal(t, lang+" table", table.String())
		r.Table(&plain, term.Style{Column: 80, Plain: true}, say)
		g.Equal(t, lang+" plain", plain.String())
		require.NoError(t, r.Page(&page, say))
		g.Equal(t, lang+" page", styleElement.ReplaceAllString(page.String(), ""))
	}
	var none bytes.Buffer
	Report{Threshold: 0.8}.Table(&none, term.Style{Column: 80}, msg.New("en"))
	g.Equal(t, "nobody", none.String())
}

func TestTheTableFitsTheTerminal(t *testing.T) {
	r := report(strings.Repeat("김", 50), strings.Repeat("Lee ", 30))
	for _, width := range []int{60, 80, 200} {
		var out bytes.Buffer
		r.Table(&out, term.Style{Column: width}, msg.New("ko"))
		for line := range strings.SplitSeq(out.String(), "\n") {
			assert.LessOrEqual(t, term.Width(line), width, line)
		}
	}
}

var styleElement = regexp.MustCompile(`(?s)<style>(.*?)</style>`)

// The browser applies the style sheet only if the policy has its hash.
func TestThePolicyHasTheHashOfTheStyleSheet(t *testing.T) {
	var page bytes.Buffer
	require.NoError(t, report().Page(&page, msg.New("ko")))
	found := styleElement.FindAllStringSubmatch(page.String(), -1)
	require.Len(t, found, 1)
	sum := sha256.Sum256([]byte(found[0][1]))
	assert.Contains(t, html.UnescapeString(page.String()), `content="default-src 'none'; style-src 'sha256-`+base64.StdEncoding.EncodeToString(sum[:])+`'; base-uri 'none'; form-action 'none'"`)
	assert.NotContains(t, found[0][1], "url(", "the style sheet loads nothing")
	assert.Contains(t, found[0][1], "prefers-color-scheme:dark")
}

// ours matches the tags that the template has. Anything else that begins like a tag comes from somebody else.
var ours = regexp.MustCompile(`^</?(html|head|meta|title|style|body|main|h[1-3]|p|div|table|thead|tbody|tr|th|td|pre|mark|bdi|a)` +
	`( (lang|charset|http-equiv|content|name|class|scope|id|tabindex)="[^"<>]*"| href="#[a-z0-9-]+")*>`)

const unprintable = `[\x00-\x09\x0b-\x1f\x7f-\x{9f}\x{200b}-\x{200f}\x{2028}-\x{202e}\x{2066}-\x{2069}\x{feff}]`

func TestNothingThatAStudentWroteIsHTMLOrReachesTheTerminal(t *testing.T) {
	r := report(nasty, nasty)
	for i := range r.Pairs {
		r.Pairs[i].A.ID, r.Pairs[i].B.From = nasty, nasty
		r.Pairs[i].A.Source = []byte(strings.Replace(locked, "total := 0", "total := 0 // "+nasty+"\r", 1))
		r.Pairs[i].B.Source = append(r.Pairs[i].B.Source, []byte("/* "+nasty)...)
	}
	for _, lang := range msg.Langs() {
		var page, table bytes.Buffer
		require.NoError(t, r.Page(&page, msg.New(lang)))
		assert.NotRegexp(t, unprintable, page.String())
		body := styleElement.ReplaceAllString(strings.TrimPrefix(page.String(), "<!doctype html>"), "")
		for i := strings.IndexByte(body, '<'); i >= 0; i = strings.IndexByte(body, '<') {
			body = body[i:]
			tag := ours.FindString(body)
			require.NotEmpty(t, tag, "%.80q", body)
			body = body[len(tag):]
		}
		assert.Contains(t, page.String(), "&lt;script&gt;", "the attack is shown as text")
		for _, plain := range []bool{false, true} {
			r.Table(&table, term.Style{Column: 80, Plain: plain}, msg.New(lang))
		}
		assert.NotRegexp(t, unprintable, table.String())
		assert.NotContains(t, table.String(), "::error::")
	}
}

// Each region has a mark in both files, and each mark leads to the other one.
func TestMarksLeadToEachOther(t *testing.T) {
	var page bytes.Buffer
	require.NoError(t, report().Page(&page, msg.New("en")))
	ids := map[string]bool{}
	for _, m := range regexp.MustCompile(`<mark class="m\d" id="([^"]+)">`).FindAllStringSubmatch(page.String(), -1) {
		assert.False(t, ids[m[1]], m[1])
		ids[m[1]] = true
	}
	links := regexp.MustCompile(`<a href="#([ab][^"]+)">`).FindAllStringSubmatch(page.String(), -1)
	assert.Len(t, links, len(ids))
	assert.GreaterOrEqual(t, len(links), 8)
	for _, m := range links {
		assert.True(t, ids[m[1]], m[1])
	}
}

func TestPartsAreTheWholeFile(t *testing.T) {
	src := "a\n\tbc\nd"
	var text string
	for _, p := range parts([]byte(src), []alike.Region{{Number: 1, From: 3, To: 5}, {Number: 2, From: 4, To: 6}, {Number: 3, From: 6, To: 7}}, "a1", "b1") {
		text += p.Text
	}
	assert.Equal(t, "  1  a\n  2      bc\n  3  d", text)
}

func TestExport(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	r := report()
	l := *r.Pairs[0].Lesson
	l.Answers[0].ID = "=1+1"
	names := func(ids []string) (out []string) {
		for _, id := range ids {
			out = append(out, "n-"+strings.Trim(id, "=+1"))
		}
		return out
	}
	require.NoError(t, Export(dir, []Lesson{l}, names))
	for name, content := range map[string]string{
		"class/n-/tally.go": locked, "class/n-s2/tally.go": renamed, "against/n-last-year-x9/tally.go": locked, "against/published-solution/tally.go": published, "base/tally.go": original,
	} {
		b, err := os.ReadFile(filepath.Join(dir, "01-race", filepath.FromSlash(name)))
		require.NoError(t, err)
		assert.Equal(t, content, string(b), name)
	}
	f, err := os.Open(filepath.Join(dir, "01-race", "info.csv"))
	require.NoError(t, err)
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	assert.Equal(t, []string{"filename", "label"}, rows[0])
	assert.Len(t, rows, 6)
	for _, row := range rows[1:] {
		assert.FileExists(t, filepath.Join(dir, "01-race", filepath.FromSlash(row[0])))
	}
}
