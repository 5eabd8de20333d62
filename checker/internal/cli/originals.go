package cli

import (
	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/progress"
)

// outdated reports whether an update replaced the original that the student's file is based on.
func (a *app) outdated(root string, store *progress.Store, l course.Lesson) bool {
	start, err := a.course.Start(l)
	if err != nil {
		return false
	}
	own, err := readStudentFile(root, l)
	return err == nil && store.Outdated(l.ID, start, own)
}

// recordOriginal records the original that the student's file of a lesson is based on.
func (a *app) recordOriginal(root string, store *progress.Store, l course.Lesson) {
	start, err := a.course.Start(l)
	if err != nil {
		return
	}
	if own, err := readStudentFile(root, l); err == nil {
		store.RecordOriginal(l.ID, start, own)
	}
}
