package gotest

import "context"

// vetting is vet on its way. For a single lesson the compiler, which takes longer, does not wait for it, only the tests do: what vet
// refuses is stopped well before it would be linked. Of several, who is meant is known too late for that.
type vetting struct {
	first  bool          // the compiler waits, too
	done   chan struct{} // closed when the next two stand
	failed map[string]*BuildFailure
	err    error
	stop   map[string]context.CancelFunc // stops a lesson's compiler
}

// vet vets the lessons of work, and stops the compiler of those that it refuses.
func (r *runner) vet(ctx context.Context, work []Work, v *vetting) error {
	defer close(v.done)
	v.failed, v.err = r.builder.vetEach(ctx, buildable(work), func(lesson string) { v.stop[lesson]() })
	return v.err
}

// refused waits for what vet says of a lesson.
func (v *vetting) refused(ctx context.Context, id string) (*BuildFailure, error) {
	select {
	case <-v.done:
		return v.failed[id], v.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
