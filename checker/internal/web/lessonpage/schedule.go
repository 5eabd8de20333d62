package lessonpage

import (
	"io/fs"
	"net/http"
	"path/filepath"
	"strings"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/web/player"
)

// schedule serves the schedule that breaks a step, to step through it: the page of `checker explore --html`, for a frame of this page.
func (h *handler) schedule(w http.ResponseWriter, r *http.Request) {
	l, ok := h.find(r.PathValue("id"))
	v, running := h.States.Now(r.Context())
	if !running {
		return // the page ends
	}
	b := builder{handler: h, l: l, watch: v.State.Views[l.ID], say: h.say[langs(h.view(r))[0]]}
	step := b.explored(r.PathValue("step"))
	if !ok || step == nil {
		h.missing(w, r)
		return
	}
	in := player.Input{Name: l.StepID(step.Step), Result: step.Explored.Result, Source: lines(b.source(), h.Root, l)}
	if f := report.ScheduleFinding(step.Explored.Result, b.say); f != nil {
		in.Sentence = f.Text
	}
	w.Header().Set("Content-Security-Policy", "frame-ancestors 'self'") // the page has a policy of its own, with the hashes of its style and script
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if err := player.Write(w, in, b.say); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

// explored returns a step of the last verdict that a schedule breaks, or nil.
func (b builder) explored(id string) *outcome.Step {
	judged := b.judged()
	if judged == nil {
		return nil
	}
	for i, s := range judged.Steps {
		if s.Step.ID == id && s.Explored != nil && s.Explored.Result != nil && !s.Explored.Result.OK() {
			return &judged.Steps[i]
		}
	}
	return nil
}

// lines returns a function that returns the lines of a file of a schedule: of the lesson's folder and of no other.
func lines(src fs.FS, root string, l course.Lesson) func(string) []string {
	return func(file string) []string {
		name, ok := strings.CutPrefix(filepath.ToSlash(file), filepath.ToSlash(root)+"/")
		if !ok {
			name = l.Dir() + "/" + filepath.Base(file)
		}
		b, err := fs.ReadFile(src, name)
		if err != nil {
			return nil
		}
		return strings.Split(string(b), "\n")
	}
}
