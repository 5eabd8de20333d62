package lessonpage

import (
	"bytes"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path"
	"regexp"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"sharedmap-workshop/checker/internal/progress"
)

// maxDocument is how large a text or a picture of the docs may be, in bytes.
const maxDocument = 1 << 20

// otherLanguage matches the line of a text that leads to the text in the other language and to the lesson's folder: the page has both already.
var otherLanguage = regexp.MustCompile(`(?m)^((Korean|영어): \[.*|\[(English|한국어)\]\(.*\))\n`)

// text returns the lesson's text.
func (b builder) text() any {
	name := path.Join("docs", b.l.ID+".md")
	if b.say.Lang() == "ko" {
		name = path.Join("docs", "ko", b.l.ID+".md")
	}
	return b.markdown(name, b.say.Lang()+"-", 1)
}

// markdown returns a Markdown file of the repo as HTML. The ids of its headings begin with prefix, and their levels are down levels lower. A file that
// cannot be read becomes a sentence that says so.
func (b builder) markdown(name, prefix string, down int) template.HTML {
	src, err := readDocument(b.Root, name)
	if err != nil {
		return template.HTML(template.HTMLEscapeString(b.say.Say("watch.no-text", "file", name, "error", err.Error()))) //nolint:gosec // escaped
	}
	html, err := toHTML(otherLanguage.ReplaceAll(src, nil), document{name, prefix, down, b.page.To})
	if err != nil {
		return template.HTML(template.HTMLEscapeString(err.Error())) //nolint:gosec // escaped
	}
	return html
}

// document is a Markdown file on its way to HTML.
type document struct {
	name   string // below the repo's root
	prefix string // of the headings' ids
	down   int    // by how many levels the headings are lowered
	to     func(address string) string
}

// toHTML returns Markdown as HTML. HTML in the Markdown is left out, and so are addresses with a scheme that could run something.
func toHTML(src []byte, d document) (template.HTML, error) {
	md := goldmark.New(goldmark.WithExtensions(extension.Table),
		goldmark.WithParserOptions(parser.WithAutoHeadingID()),
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(blocks{}, 100))))
	root := md.Parser().Parse(text.NewReader(src), parser.WithContext(parser.NewContext(parser.WithIDs(&headingIDs{prefix: d.prefix, used: map[string]int{}}))))
	if err := d.adapt(root); err != nil {
		return "", fmt.Errorf("read %s: %w", d.name, err)
	}
	var b bytes.Buffer
	if err := md.Renderer().Render(&b, src, root); err != nil {
		return "", fmt.Errorf("show %s: %w", d.name, err)
	}
	return template.HTML(b.String()), nil //nolint:gosec // goldmark escapes text and leaves HTML out
}

// readDocument reads a file of the repo that is not too large. The name cannot lead out of the repo, not even by a symbolic link.
func readDocument(root, name string) ([]byte, error) {
	dir, err := os.OpenRoot(root)
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	info, err := dir.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxDocument {
		return nil, fs.ErrInvalid
	}
	f, err := dir.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxDocument))
}

// document serves a text or a picture of the docs.
func (h *handler) document(w http.ResponseWriter, r *http.Request) {
	name := path.Join("docs", path.Clean("/"+r.PathValue("name")))
	if path.Ext(name) == ".svg" {
		b, err := readDocument(h.Root, name)
		if err != nil {
			h.missing(w, r)
			return
		}
		w.Header().Set("Content-Type", "image/svg+xml")
		_, _ = w.Write(b) // who has gone needs no answer
		return
	}
	if _, err := readDocument(h.Root, name); err != nil || path.Ext(name) != ".md" {
		h.missing(w, r)
		return
	}
	v, ok := h.States.Now(r.Context())
	if !ok {
		return // the page ends
	}
	store, _ := progress.Open(h.Root, time.Now()) // a lesson's page says what is wrong with it
	p := h.newPage(r, v.State, store, "")
	p.Title = path.Base(name)
	for _, lang := range langs(p.View) {
		b := builder{handler: h, say: h.say[lang], page: p}
		prefix := ""
		if p.View == both {
			prefix = lang + "-"
		}
		p.Texts = append(p.Texts, textView{lang, b.markdown(inLanguage(name, lang), prefix, 0)})
	}
	h.write(w, "document.html", p)
}

// inLanguage returns the name of a text of the docs in a language.
func inLanguage(name, lang string) string {
	base := path.Base(name)
	if lang == "ko" {
		return path.Join("docs", "ko", base)
	}
	return path.Join("docs", base)
}
