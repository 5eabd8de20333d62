package gotest

import "context"

// vetFuture is a vet run in a goroutine. For a single lesson vet and the compiler run at the same time, and only the tests wait for both.
// If vet refuses the lesson, the compiler is stopped before the link. For several lessons the compiler waits for vet, because it takes too
// long to find out which lesson vet refuses.
type vetFuture struct {
	compilerWaits bool          // the compiler waits for vet
	done          chan struct{} // closed when failed and err are set
	failed        map[string]*BuildFailure
	err           error
	cancelCompile map[string]context.CancelFunc // cancels the compiler, by lesson id
}

// runVet vets the lessons of work, and cancels the compiler of the lessons that vet refuses.
func (r *runner) runVet(ctx context.Context, work []Work, v *vetFuture) error {
	defer close(v.done)
	v.failed, v.err = r.builder.vetEach(ctx, sourcesToBuild(work), func(lesson string) { v.cancelCompile[lesson]() })
	return v.err
}

// failure waits for vet, and returns the failure of a lesson, or nil.
func (v *vetFuture) failure(ctx context.Context, id string) (*BuildFailure, error) {
	select {
	case <-v.done:
		return v.failed[id], v.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
