package lessonpage

import (
	"fmt"
	"net/http"
	"path"
	"slices"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/watch"
)

// run runs a lesson again, in the language in which its page is read.
func (h *handler) run(w http.ResponseWriter, r *http.Request) {
	ask := watch.Request{Action: watch.RunLesson}
	if view := h.view(r); view != both {
		ask.Lang = view
	}
	h.carryOut(w, r, ask, "")
}

// hint takes the next hint of a step.
func (h *handler) hint(w http.ResponseWriter, r *http.Request) {
	l, _ := h.find(r.FormValue("lesson")) // carryOut answers where there is none
	i := slices.IndexFunc(l.Steps, func(s course.Step) bool { return s.ID == r.FormValue("step") })
	if i < 0 {
		h.missing(w, r)
		return
	}
	h.carryOut(w, r, watch.Request{Action: watch.TakeHint, Step: l.Steps[i]}, "")
}

// carryOut hands a request about the form's lesson to the watch and leads back to the lesson's page. more is added to its address.
func (h *handler) carryOut(w http.ResponseWriter, r *http.Request, ask watch.Request, more string) {
	l, ok := h.find(r.FormValue("lesson"))
	if !ok {
		h.missing(w, r)
		return
	}
	ask.Lesson = l
	if err := h.ask(r, ask); err != nil {
		http.Error(w, h.say[h.Lang].Say("progress.unwritable", "error", err.Error()), http.StatusInternalServerError)
		return
	}
	h.back(w, r, l, more)
}

// back leads to the page of a lesson.
func (h *handler) back(w http.ResponseWriter, r *http.Request, l course.Lesson, more string) {
	http.Redirect(w, r, path.Join("/lesson", l.ID)+query(h.view(r))+more, http.StatusSeeOther)
}

// ask hands a request to the watch and waits until it was carried out.
func (h *handler) ask(r *http.Request, ask watch.Request) error {
	done := make(chan error, 1)
	ask.Done = done
	select {
	case h.Requests <- ask:
	case <-r.Context().Done():
		return fmt.Errorf("ask the watch: %w", r.Context().Err())
	}
	select {
	case err := <-done:
		return err
	case <-r.Context().Done():
		return fmt.Errorf("ask the watch: %w", r.Context().Err())
	}
}
