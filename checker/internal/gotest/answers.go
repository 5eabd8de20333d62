package gotest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/sandbox"
)

// Answer is an answer to a lesson that was built, or the reason why it was not.
type Answer struct {
	Binary  *Binary       // nil if it was not built
	Shared  bool          // the binary holds other answers, too
	Failure *BuildFailure // of the answer
	Limit   sandbox.Stop  // the limit that ended the build of this answer alone
}

// Answers are answers to one lesson. Close removes their binaries.
type Answers struct {
	All     []Answer // in the order in which they were given
	bundles []*AnswerBundle

	mu    sync.Mutex // Alone is called by several goroutines
	alone []*Binary
}

// Close removes the binaries.
func (a *Answers) Close() error {
	var errs []error
	for _, t := range a.bundles {
		errs = append(errs, t.Remove())
	}
	for _, bin := range a.alone {
		errs = append(errs, bin.Remove())
	}
	return errors.Join(errs...)
}

// BuildAnswers vets and builds answers to a lesson, with as few binaries as it can. What vet or the compiler refuses gets its own failure, and
// an answer whose code would run when a process starts gets a binary of its own. Where a limit ends the build of several answers, they
// are halved until the ones are found that reach it. The Builder has a module of its own. An error is the machine's.
func (b *Builder) BuildAnswers(ctx context.Context, l course.Lesson, answers [][]byte) (*Answers, error) {
	a := &Answers{All: make([]Answer, len(answers))}
	var together []int
	for i, answer := range answers {
		if RunsAtStart(answer) {
			if err := b.buildAlone(ctx, l, answers, i, a); err != nil {
				return nil, errors.Join(err, a.Close())
			}
		} else {
			together = append(together, i)
		}
	}
	if err := b.buildTogether(ctx, l, answers, together, a); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

// buildTogether builds the answers with these indexes into one binary, or into several if that is not possible.
func (b *Builder) buildTogether(ctx context.Context, l course.Lesson, answers [][]byte, which []int, into *Answers) error {
	switch len(which) {
	case 0:
		return nil
	case 1:
		return b.buildAlone(ctx, l, answers, which[0], into)
	}
	var texts [][]byte
	for _, i := range which {
		texts = append(texts, answers[i])
	}
	t, failure, err := b.prepareAnswers(l, texts)
	if err != nil {
		return err
	}
	if failure != nil { // grading does not let such a file come here
		return b.halve(ctx, l, answers, which, into)
	}
	into.bundles = append(into.bundles, t)
	bad, err := b.vetAnswers(ctx, t)
	if err == nil && len(bad) == 0 {
		failure, err = b.linkAnswers(ctx, t)
		if failure != nil {
			bad = t.named(failure.Output)
		}
	}
	var limit *LimitError
	switch {
	case errors.As(err, &limit), unclear(err):
		return b.halve(ctx, l, answers, which, into)
	case err != nil:
		return err
	case failure != nil && len(bad) == 0:
		return b.halve(ctx, l, answers, which, into)
	case len(bad) > 0:
		return b.buildWithout(ctx, l, answers, which, bad, into)
	}
	for k, i := range which {
		into.All[i] = Answer{Binary: t.Binaries[k], Shared: true}
	}
	return nil
}

// halve builds the first and the second half apart.
func (b *Builder) halve(ctx context.Context, l course.Lesson, answers [][]byte, which []int, into *Answers) error {
	if err := b.buildTogether(ctx, l, answers, which[:len(which)/2], into); err != nil {
		return err
	}
	return b.buildTogether(ctx, l, answers, which[len(which)/2:], into)
}

// buildWithout builds alone the answers that bad names by their place in which, and the others together.
func (b *Builder) buildWithout(ctx context.Context, l course.Lesson, answers [][]byte, which []int, bad map[int]bool, into *Answers) error {
	var rest []int
	for k, i := range which {
		if !bad[k] {
			rest = append(rest, i)
			continue
		}
		if err := b.buildAlone(ctx, l, answers, i, into); err != nil {
			return err
		}
	}
	return b.buildTogether(ctx, l, answers, rest, into)
}

// buildAlone vets and builds one answer in the lesson's own folder, where the messages have the names that the student knows. A fault of the
// machine that the go command reports must not be believed at once: its output also quotes the answer. So the lesson's original has to fail, too,
// and where it does not, the answer is built once more, for the fault may be over.
func (b *Builder) buildAlone(ctx context.Context, l course.Lesson, answers [][]byte, i int, into *Answers) error {
	built, err := b.tryAlone(ctx, l, answers[i])
	if unclear(err) {
		if err := b.Confirm(ctx, l, err); err != nil {
			return err
		}
		if built, err = b.tryAlone(ctx, l, answers[i]); unclear(err) {
			built, err = Answer{Failure: failureOf(err)}, nil
		}
	}
	if err != nil {
		return err
	}
	into.All[i] = built
	if built.Binary != nil {
		into.alone = append(into.alone, built.Binary)
	}
	return nil
}

func (b *Builder) tryAlone(ctx context.Context, l course.Lesson, answer []byte) (Answer, error) {
	file, err := b.Write(l.File, answer)
	if err != nil {
		return Answer{}, err
	}
	source := Source{Lesson: l, File: file}
	failed, err := b.Vet(ctx, []Source{source})
	bin, failure := (*Binary)(nil), failed[l.ID]
	if err == nil && failure == nil {
		bin, failure, err = b.Compile(ctx, source)
	}
	var limit *LimitError
	if errors.As(err, &limit) {
		return Answer{Limit: limit.Stopped}, nil
	}
	return Answer{Binary: bin, Failure: failure}, err
}

// unclear reports whether an error of the go command may come from the answer or from the machine.
func unclear(err error) bool {
	var fault *EnvironmentError
	return errors.As(err, &fault) && fault.Quoted
}

// failureOf returns the failure of an answer at which the go command failed as only the machine should make it fail: the linker does for a
// variable that is too large, and the compiler may quote a text of the file that looks like a message of the system.
func failureOf(err error) *BuildFailure {
	var fault *EnvironmentError
	errors.As(err, &fault)
	return &BuildFailure{Kind: "build", Output: []byte(fault.Detail)}
}

// Confirm returns the error of a go command if the machine is to blame for it: if the lesson's original, which quotes nothing, cannot be built
// either. Otherwise it returns nil. The original gets a line that no build has seen, so that all is done that a build does.
func (b *Builder) Confirm(ctx context.Context, l course.Lesson, err error) error {
	if !unclear(err) {
		return err
	}
	start, readErr := b.course.Start(l)
	if readErr != nil {
		return readErr
	}
	fresh := fmt.Appendf(start[:len(start):len(start)], "\n// %s\n", b.scratch("fresh"))
	built, buildErr := b.tryAlone(ctx, l, fresh)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if buildErr != nil || built.Binary == nil {
		return err
	}
	return built.Binary.Remove()
}

// Alone builds one answer into a binary of its own, and adds it to the answers. A shared binary that dies before a test began says nothing
// about the answer. Several goroutines may call it at once.
func (a *Answers) Alone(ctx context.Context, b *Builder, l course.Lesson, answer []byte) (Answer, error) {
	own := &Answers{All: make([]Answer, 1)}
	if err := b.buildAlone(ctx, l, [][]byte{answer}, 0, own); err != nil {
		return Answer{}, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.alone = append(a.alone, own.alone...)
	return own.All[0], nil
}

// vetAnswers vets prepared answers, and returns the places of those that vet refuses or cannot read.
func (b *Builder) vetAnswers(ctx context.Context, t *AnswerBundle) (map[int]bool, error) {
	args := append([]string{"vet", "-modfile=" + b.mod, "-overlay=" + t.overlay}, vetChecks...)
	for _, bin := range t.Binaries {
		args = append(args, fmt.Sprintf("./%s/%s", t.lesson.Dir(), bin.answer))
	}
	out, err := b.runGo(ctx, args...)
	if err == nil {
		return nil, nil
	}
	if bad := t.named(out); len(bad) > 0 {
		return bad, ctx.Err()
	}
	if fault := goFault(ctx, err, out); fault != nil {
		return nil, fault
	}
	return nil, &LimitError{} // it does not say which one it was: halve
}

// named returns the places of the answers whose packages the go command's output names.
func (t *AnswerBundle) named(out []byte) map[int]bool {
	bad := map[int]bool{}
	for i, bin := range t.Binaries {
		for _, end := range []string{"\n", "]", " ", ":"} {
			if bytes.Contains(out, []byte("/"+bin.answer+end)) {
				bad[i] = true
			}
		}
	}
	return bad
}
