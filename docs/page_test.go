package docs_test

import (
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"
)

// page is a Markdown file, as far as the tests want to know it.
type page struct {
	headings []heading
	links    []link
	blocks   []string // what stands between ``` and ```
	spans    []string // what stands between ` and `
	lines    []string // all lines outside of blocks
	prose    string   // the lines without code
}

type heading struct {
	level int
	text  string
}

type link struct {
	text, target string
	picture      bool
}

var (
	headingLine = regexp.MustCompile(`^(#{1,6}) (.+)$`)
	inlineLink  = regexp.MustCompile(`(!?)\[([^\]]*)\]\(([^)\s]+)\)`)
	codeSpan    = regexp.MustCompile("`([^`]+)`")
	fontSize    = regexp.MustCompile(`font(?:-size)?: *(?:bold )?(\d+)px`)
)

// read reads a page by its path below the repo's root.
func read(t *testing.T, name string) page {
	t.Helper()
	var p page
	var block *strings.Builder
	for line := range strings.SplitSeq(content(t, name), "\n") {
		fence := strings.HasPrefix(strings.TrimSpace(line), "```")
		switch {
		case fence && block == nil:
			block = &strings.Builder{}
		case fence:
			p.blocks = append(p.blocks, block.String())
			block = nil
		case block != nil:
			block.WriteString(line + "\n")
		default:
			p.line(line)
		}
	}
	require.True(t, block == nil, "%s: a code block without an end", name)
	return p
}

// line takes in one line outside of the code blocks.
func (p *page) line(line string) {
	p.lines = append(p.lines, line)
	if m := headingLine.FindStringSubmatch(line); m != nil {
		p.headings = append(p.headings, heading{len(m[1]), m[2]})
	}
	for _, m := range codeSpan.FindAllStringSubmatch(line, -1) {
		p.spans = append(p.spans, m[1])
	}
	bare := codeSpan.ReplaceAllString(line, "")
	for _, m := range inlineLink.FindAllStringSubmatch(line, -1) {
		if strings.Contains(bare, "]("+m[3]+")") { // not inside of a code span
			p.links = append(p.links, link{m[2], m[3], m[1] == "!"})
		}
	}
	p.prose += bare + "\n"
}

func (p page) levels() []int {
	var out []int
	for _, h := range p.headings {
		out = append(out, h.level)
	}
	return out
}

func (p page) pictures() []string {
	var out []string
	for _, l := range p.links {
		if l.picture {
			out = append(out, path.Base(l.target))
		}
	}
	return out
}

// anchors are the names by which GitHub links to the headings.
func (p page) anchors() map[string]bool {
	out := map[string]bool{}
	for _, h := range p.headings {
		name := slug(h.text)
		for n := 1; out[name]; n++ {
			name = slug(h.text) + "-" + strconv.Itoa(n)
		}
		out[name] = true
	}
	return out
}

func slug(heading string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			return unicode.ToLower(r)
		}
		return -1
	}, heading)
}

// follow says whether a link on the page called from leads anywhere. Links to other sites are not followed.
func follow(t *testing.T, from, target string) error {
	t.Helper()
	if strings.HasPrefix(target, "https://") {
		return nil
	}
	file, anchor, _ := strings.Cut(target, "#")
	to := from
	if file != "" {
		to = path.Join(path.Dir(from), file)
	}
	if strings.HasPrefix(to, "../") || path.IsAbs(file) || !exists(to) {
		return fmt.Errorf("there is no %s", to)
	}
	if anchor != "" && !read(t, to).anchors()[anchor] {
		return fmt.Errorf("%s has no heading #%s", to, anchor)
	}
	return nil
}

func fontSizes(t *testing.T, svg string) []int {
	t.Helper()
	var out []int
	for _, m := range fontSize.FindAllStringSubmatch(svg, -1) {
		n, err := strconv.Atoi(m[1])
		require.NoError(t, err)
		out = append(out, n)
	}
	require.NotEmpty(t, out)
	return out
}
