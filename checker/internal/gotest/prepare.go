package gotest

import (
	"context"
	"fmt"
)

// Prepare builds everything that a run of the source builds, and runs nothing. A later run finds the results in the build cache.
func (b *Builder) Prepare(ctx context.Context, s Source) error {
	failed, err := b.Vet(ctx, []Source{s})
	if err != nil {
		return err
	}
	if f := failed[s.Lesson.ID]; f != nil {
		return fmt.Errorf("prepare %s: %s", s.Lesson.ID, f.Output)
	}
	bin, f, err := b.Compile(ctx, s)
	switch {
	case err != nil:
		return err
	case f != nil:
		return fmt.Errorf("prepare %s: %s", s.Lesson.ID, f.Output)
	}
	if err := bin.Remove(); err != nil {
		return fmt.Errorf("prepare %s: %w", s.Lesson.ID, err)
	}
	e, err := b.Explorer(ctx, s)
	if err != nil {
		return fmt.Errorf("prepare %s: %w", s.Lesson.ID, err)
	}
	return e.Close()
}
