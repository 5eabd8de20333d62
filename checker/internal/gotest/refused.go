package gotest

import (
	"fmt"
	"os"
	"path/filepath"

	"sharedmap-workshop/checker/internal/course"
)

// RefusedError is the error for a student's file that could change its own verdict. Such a file is not built.
type RefusedError struct{ course.Refusal }

func (e *RefusedError) Error() string { return fmt.Sprintf("line %d: %s: %s", e.Line, e.Why, e.What) }

// refused returns why the source must not be built, or nil.
func (b *Builder) refused(s Source) *BuildFailure {
	src, err := os.ReadFile(b.sourceFile(s))
	if err != nil {
		return nil // the build reports this error
	}
	return buildRefusal(src)
}

// buildRefusal returns why a student's file with this content must not be built, or nil.
func buildRefusal(src []byte) *BuildFailure {
	if r := course.FirstVoiding(course.Refusals(src)); r != nil {
		return &BuildFailure{Kind: "refused", Err: &RefusedError{*r}}
	}
	return nil
}

// sourceFile returns the path of the file that is used as the student's file.
func (b *Builder) sourceFile(s Source) string {
	if s.File != "" {
		return s.File
	}
	return filepath.Join(b.root, filepath.FromSlash(s.Lesson.Path()))
}
