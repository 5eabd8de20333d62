package gotest

import "context"

// vetting is vet on its way. The compiler, which takes longer, does not wait for it; the tests do.
type vetting struct {
	done   chan struct{} // closed when the next two stand
	failed map[string]*BuildFailure
	err    error
	stop   map[string]context.CancelFunc // stops a lesson's compiler
}

// vet vets the lessons of work, and stops the compiler of those that it refuses.
func (r *runner) vet(ctx context.Context, work []Work, v *vetting) error {
	defer close(v.done)
	v.failed, v.err = r.builder.vetEach(ctx, buildable(work))
	for id, f := range v.failed {
		if f.Kind == "vet" {
			v.stop[id]()
		}
	}
	return v.err
}

// refused waits for what vet says of a lesson that the compiler lets pass, or that vet has kept it from.
func (v *vetting) refused(ctx context.Context, id string) (*BuildFailure, error) {
	select {
	case <-v.done:
		return v.failed[id], v.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
