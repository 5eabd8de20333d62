package cli

import (
	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/progress"
)

// outdated reports whether an update has brought another original of the lesson's file than the one that the student began with.
func (a *app) outdated(root string, store *progress.Store, l course.Lesson) bool {
	start, err := a.course.Start(l)
	if err != nil {
		return false
	}
	own, err := readNow(root, l)
	return err == nil && store.Outdated(l.ID, start, own)
}

// see notes which original the student's file of a lesson stems from.
func (a *app) see(root string, store *progress.Store, l course.Lesson) {
	start, err := a.course.Start(l)
	if err != nil {
		return
	}
	if own, err := readNow(root, l); err == nil {
		store.RecordOriginal(l.ID, start, own)
	}
}
