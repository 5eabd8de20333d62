package lessonpage

import (
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/quiz"
	"sharedmap-workshop/checker/internal/term"
	"sharedmap-workshop/checker/internal/watch"
)

// questionView is a question about a small program.
type questionView struct {
	ID, Head, File, Ask string
	Code                []codeLine
	Options             []optionView
	Answered            bool // rightly, at any time
	Open                bool // it was answered just now
}

// optionView is an answer to choose.
type optionView struct {
	Index  int // in quiz.toml
	Text   string
	Chosen bool
	Right  bool
	Why    string // only of the chosen one
}

// questions returns the lesson's questions. A quiz with a mistake has none: `checker quiz` says what is wrong.
func (b builder) questions() []questionView {
	all, err := course.Questions(os.DirFS(b.Root), b.l)
	if err != nil {
		return nil
	}
	var out []questionView
	for i, q := range all {
		v := questionView{ID: q.ID, Head: b.say.Say("quiz.question", "n", i+1, "total", len(all)), File: q.File(), Ask: term.Flow(q.Ask.In(b.say.Lang())), Answered: b.store.Answered(b.l.ID, q.ID)}
		code := highlight(strings.Join(q.Source.Lines, "\n"))
		for n := max(1, q.Source.First); n <= len(code); n++ {
			v.Code = append(v.Code, codeLine{n, false, code[n-1]})
		}
		for _, k := range quiz.Order(b.l.ID, q) {
			o := b.option(q, k)
			v.Options, v.Open = append(v.Options, o), v.Open || o.Chosen
		}
		out = append(out, v)
	}
	return out
}

func (b builder) option(q course.Question, k int) optionView {
	o, lang := q.Options[k], b.say.Lang()
	v := optionView{Index: k, Text: term.Flow(o.Text.In(lang)), Right: o.Right, Chosen: b.answered == q.ID+":"+strconv.Itoa(k)}
	if o.Number > 0 {
		v.Text = b.say.Say("quiz.at-line", "text", v.Text, "line", o.Number)
	}
	if v.Chosen {
		v.Why = term.Flow(o.Why.In(lang))
	}
	return v
}

// answer takes an answer to a question. A right one is recorded.
func (h *handler) answer(w http.ResponseWriter, r *http.Request) {
	l, ok := h.find(r.FormValue("lesson"))
	all, err := course.Questions(os.DirFS(h.Root), l)
	i := slices.IndexFunc(all, func(q course.Question) bool { return q.ID == r.FormValue("question") })
	if !ok || err != nil || i < 0 {
		h.missing(w, r)
		return
	}
	k, err := strconv.Atoi(r.FormValue("option"))
	if err != nil || k < 0 || k >= len(all[i].Options) {
		h.missing(w, r)
		return
	}
	more := "&answered=" + url.QueryEscape(all[i].ID+":"+strconv.Itoa(k))
	if !all[i].Options[k].Right {
		h.back(w, r, l, more)
		return
	}
	h.carryOut(w, r, watch.Request{Action: watch.RecordAnswer, Question: all[i].ID}, more)
}
