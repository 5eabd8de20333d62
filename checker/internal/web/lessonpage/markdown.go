package lessonpage

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// adapt changes what a text says of its own place, which is another one on the page: the levels of headings, and where links and pictures lead.
func (d document) adapt(root ast.Node) error {
	var loose []*ast.Link
	err := ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			n.Level = min(6, n.Level+d.down)
		case *ast.Image:
			n.Destination = []byte("/" + d.resolve(string(n.Destination)))
		case *ast.Link:
			to, ok := d.address(string(n.Destination))
			if !ok {
				loose = append(loose, n)
				break
			}
			n.Destination = []byte(to)
		}
		return ast.WalkContinue, nil
	})
	for _, n := range loose {
		unlink(n)
	}
	return err
}

// unlink replaces a link by its text.
func unlink(n *ast.Link) {
	for child := n.FirstChild(); child != nil; child = n.FirstChild() {
		n.Parent().InsertBefore(n.Parent(), n, child)
	}
	n.Parent().RemoveChild(n.Parent(), n)
}

// resolve returns the path below the repo's root to which a link of the text leads.
func (d document) resolve(link string) string {
	return strings.TrimPrefix(path.Clean("/"+path.Join(path.Dir(d.name), link)), "/")
}

// address returns where a link leads on the page. It reports false for what the page does not show, such as a folder of the repo.
func (d document) address(link string) (string, bool) {
	u, err := url.Parse(link)
	switch {
	case err != nil:
		return "", false
	case u.Scheme == "https" || u.Scheme == "http":
		return link, true
	case u.Path == "":
		return "#" + d.prefix + u.Fragment, true
	}
	name := d.resolve(u.Path)
	in, base := path.Dir(name), path.Base(name)
	if in != "docs" && in != "docs/ko" || path.Ext(base) != ".md" {
		return "", false
	}
	to := d.to("/docs/" + base)
	if u.Fragment != "" {
		to += "#" + u.Fragment
	}
	return to, true
}

// headingIDs makes the ids of headings as GitHub does, so that links to them work in both places and in every language.
type headingIDs struct {
	prefix string
	used   map[string]int
}

// Generate returns the id of a heading.
func (h *headingIDs) Generate(value []byte, _ ast.NodeKind) []byte {
	var b strings.Builder
	for _, r := range strings.ToLower(string(value)) {
		switch {
		case r == ' ':
			b.WriteByte('-')
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		}
	}
	id := h.prefix + b.String()
	h.used[id]++
	if n := h.used[id]; n > 1 {
		id = fmt.Sprintf("%s-%d", id, n-1)
	}
	return []byte(id)
}

// Put does nothing: no text names an id itself.
func (h *headingIDs) Put([]byte) {}

// blocks renders blocks of code: Go in colours, and each so that the keyboard can scroll it.
type blocks struct{}

// RegisterFuncs implements renderer.NodeRenderer.
func (blocks) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindFencedCodeBlock, func(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
		n, ok := node.(*ast.FencedCodeBlock)
		if !ok || !entering {
			return ast.WalkContinue, nil
		}
		code := strings.TrimSuffix(string(n.Lines().Value(source)), "\n")
		lines := [][]part{{{"", code}}}
		if slices.Equal(n.Language(source), []byte("go")) {
			lines = highlight(code)
		}
		_, _ = w.WriteString(`<pre tabindex="0"><code>`)
		for _, line := range lines {
			for _, p := range line {
				writePart(w, p)
			}
			_ = w.WriteByte('\n')
		}
		_, _ = w.WriteString("</code></pre>\n")
		return ast.WalkSkipChildren, nil
	})
}

// writePart writes a piece of code. A class is one of ours.
func writePart(w util.BufWriter, p part) {
	if p.Class != "" {
		_, _ = fmt.Fprintf(w, `<span class="%s">`, p.Class)
	}
	_, _ = w.Write(util.EscapeHTML([]byte(p.Text)))
	if p.Class != "" {
		_, _ = w.WriteString("</span>")
	}
}
