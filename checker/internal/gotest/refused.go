package gotest

import (
	"fmt"
	"os"
	"path/filepath"

	"sharedmap-workshop/checker/internal/course"
)

// RefusedError is the fault of a file that reaches what judges it: it is not built, since no verdict on it would mean anything.
type RefusedError struct{ course.Refusal }

func (e *RefusedError) Error() string { return fmt.Sprintf("line %d: %s: %s", e.Line, e.Why, e.What) }

// refused returns why the source is not built, or nil.
func (b *Builder) refused(s Source) *BuildFailure {
	src, err := os.ReadFile(b.file(s))
	if err != nil {
		return nil // whoever builds it will say so
	}
	return refusal(src)
}

// refusal returns why a file of that content is not built, or nil.
func refusal(src []byte) *BuildFailure {
	if r := course.FirstVoiding(course.Refusals(src)); r != nil {
		return &BuildFailure{Kind: "refused", Err: &RefusedError{*r}}
	}
	return nil
}

// file is the file that takes the student's place.
func (b *Builder) file(s Source) string {
	if s.File != "" {
		return s.File
	}
	return filepath.Join(b.root, filepath.FromSlash(s.Lesson.Path()))
}
