package classreport

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"html/template"
	"io"

	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/results"
)

//go:embed web
var web embed.FS

// document is what every page has: its style sheet, and the policy that allows the browser this style sheet and nothing else. No page has a script.
type document struct {
	CSS    template.CSS
	Policy string
}

// newDocument returns the document with the style sheets of these names.
func newDocument(sheets ...string) (document, error) {
	var css []byte
	for _, name := range sheets {
		b, err := web.ReadFile("web/" + name)
		if err != nil {
			return document{}, err
		}
		css = append(css, b...)
	}
	sum := sha256.Sum256(css)
	policy := "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
	return document{template.CSS(css), policy}, nil
}

// parse returns the template of a page in a language.
func parse(name string, say *msg.Printer) (*template.Template, error) {
	return template.New(name).Funcs(template.FuncMap{
		"say": func(key string) string { return say.Say(key) }, "titled": titled,
	}).ParseFS(web, "web/"+name)
}

// feedbackWriter writes the feedback of many students in one language.
type feedbackWriter struct {
	doc document
	t   *template.Template
	say *msg.Printer
}

func newFeedbackWriter(say *msg.Printer) (*feedbackWriter, error) {
	doc, err := newDocument("style.css")
	if err != nil {
		return nil, err
	}
	t, err := parse("feedback.html", say)
	return &feedbackWriter{doc, t, say}, err
}

// write writes a student's feedback. Its texts are escaped by html/template, and were made printable before.
func (f *feedbackWriter) write(w io.Writer, c Class, s results.Student) error {
	return f.t.Execute(w, struct {
		document
		feedback
	}{f.doc, c.feedbackOf(s, f.say)})
}

// WriteFeedback writes a student's feedback as a page of HTML. say is in the student's language.
func (c Class) WriteFeedback(w io.Writer, s results.Student, say *msg.Printer) error {
	f, err := newFeedbackWriter(say)
	if err != nil {
		return err
	}
	return f.write(w, c, s)
}

// WritePage writes class.html: one file without scripts that needs no network. say is in the instructor's language. Its links to the students'
// feedback lead to the folder that WriteFiles makes beside it.
func (c Class) WritePage(w io.Writer, say *msg.Printer) error {
	doc, err := newDocument("style.css", "page.css")
	if err != nil {
		return err
	}
	t, err := parse("page.html", say)
	if err != nil {
		return err
	}
	return t.Execute(w, struct {
		document
		page
	}{doc, c.pageOf(say)})
}
