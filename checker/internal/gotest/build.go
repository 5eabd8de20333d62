package gotest

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"sharedmap-workshop/checker/internal/proc"
)

// module is the workshop's module path.
const module = "sharedmap-workshop"

// vetChecks is the subset of vet that go test uses (cmd/go/internal/test, defaultVetFlags, Go 1.26). All of vet would refuse the lessons'
// starts, which are broken on purpose.
var vetChecks = []string{"-atomic", "-bool", "-buildtags", "-directive", "-errorsas", "-ifaceassert", "-nilfunc", "-printf", "-slog", "-stringintconv", "-tests"}

// Vet vets the sources with the checks that go test uses, and links nothing. It returns a failure for each refused lesson, by the lesson's
// id. It returns an *EnvironmentError if the failure does not come from a lesson's file.
func (b *Builder) Vet(ctx context.Context, sources []Source) (map[string]*BuildFailure, error) {
	failed, err := b.vetEach(ctx, sources, func(string) {})
	if err != nil {
		return nil, err
	}
	for _, s := range sources {
		if f := failed[s.Lesson.ID]; f != nil && f.Kind == "build" { // the compiler's message is better
			if _, fail, err := b.Compile(ctx, s); err == nil && fail != nil {
				failed[s.Lesson.ID] = fail
			}
		}
	}
	return failed, ctx.Err()
}

// vetEach returns a failure for each lesson, by the lesson's id: of kind vet if vet refuses the lesson, and of kind build if vet cannot
// load it. It calls stop for a lesson as soon as it knows that the lesson need not be compiled.
func (b *Builder) vetEach(ctx context.Context, sources []Source, stop func(lesson string)) (map[string]*BuildFailure, error) {
	if len(sources) == 0 {
		return nil, nil
	}
	out, err := b.vet(ctx, sources)
	if err == nil {
		return nil, nil
	}
	if fault := goFault(ctx, err, out); fault != nil {
		return nil, fault
	}
	failed := map[string]*BuildFailure{}
	for _, s := range sources {
		own := out
		if len(sources) > 1 { // vet stops if one package does not load, so vet each lesson separately
			if own, err = b.vet(ctx, []Source{s}); err == nil {
				continue
			}
			if fault := goFault(ctx, err, own); fault != nil {
				return nil, fault
			}
		}
		f := &BuildFailure{Kind: "build", Output: own}
		if !bytes.Contains(own, []byte("vet: ")) { // "vet: " means a type error, and the compiler's message for that is better
			stop(s.Lesson.ID)
			if b.loads(ctx, s) {
				f.Kind = "vet"
			}
		}
		failed[s.Lesson.ID] = f
	}
	return failed, ctx.Err()
}

// loads reports whether the go command can load the package and its tests.
func (b *Builder) loads(ctx context.Context, s Source) bool {
	o := overlay{map[string]string{}}
	if _, err := b.overlayFor(s, o); err != nil {
		return false
	}
	name, err := b.writeOverlay(o)
	if err != nil {
		return false
	}
	_, err = b.runGo(ctx, "list", "-race", "-test", "-deps", "-modfile="+b.mod, "-overlay="+name, "./"+s.Lesson.Dir())
	return err == nil
}

func (b *Builder) vet(ctx context.Context, sources []Source) ([]byte, error) {
	o := overlay{map[string]string{}}
	var pkgs []string
	for _, s := range sources {
		if _, err := b.overlayFor(s, o); err != nil {
			return nil, err
		}
		pkgs = append(pkgs, "./"+s.Lesson.Dir())
	}
	name, err := b.writeOverlay(o)
	if err != nil {
		return nil, err
	}
	args := append([]string{"vet", "-modfile=" + b.mod, "-overlay=" + name}, vetChecks...)
	out, err := b.runGo(ctx, append(args, pkgs...)...)
	return useLessonNames(out, sources...), err
}

// Compile builds the source's test binary with the race detector. A BuildFailure is caused by the student's file, an error by the machine.
func (b *Builder) Compile(ctx context.Context, s Source) (*Binary, *BuildFailure, error) {
	if f := b.refused(s); f != nil {
		return nil, f, nil
	}
	return b.compile(ctx, s)
}

// compile builds the source without checking first whether the student's file must be refused.
func (b *Builder) compile(ctx context.Context, s Source) (*Binary, *BuildFailure, error) {
	o := overlay{map[string]string{}}
	replaced, err := b.overlayFor(s, o)
	if err != nil {
		return nil, nil, asEnvironmentError(fmt.Errorf("prepare %s: %w", s.Lesson.ID, err))
	}
	slices.Sort(replaced)
	name, err := b.writeOverlay(o)
	if err != nil {
		return nil, nil, asEnvironmentError(fmt.Errorf("prepare %s: %w", s.Lesson.ID, err))
	}
	dir, err := b.outputFolder()
	if err != nil {
		return nil, nil, err
	}
	bin := &Binary{builder: b, lesson: s.Lesson, path: filepath.Join(dir, s.Lesson.ID+exeSuffix()), Replaced: replaced}
	out, err := b.runGoTo(ctx, dir, b.testBinary(name, bin.path, s.Lesson.Dir())...)
	out = useLessonNames(out, s)
	if err == nil {
		return bin, nil, nil
	}
	if fault := goFault(ctx, err, out); fault != nil {
		return nil, nil, fault
	}
	return nil, &BuildFailure{Kind: "build", Output: out}, nil
}

// testBinary returns the arguments with which the go command builds the test binary of the package in dir, with the race detector. With -e the
// compiler does not stop after ten errors, which may all be in files that use the student's.
func (b *Builder) testBinary(overlay, binary, dir string) []string {
	return []string{"test", "-race", "-c", "-vet=off", "-gcflags=-e", "-ldflags=-s -w", "-modfile=" + b.mod, "-overlay=" + overlay, "-o", binary, "./" + dir}
}

// runGo runs the go command in the repo's root and returns its output.
func (b *Builder) runGo(ctx context.Context, args ...string) ([]byte, error) {
	return b.runGoTo(ctx, "", args...)
}

// runGoTo is runGo for a command that writes its results into the folder out.
func (b *Builder) runGoTo(ctx context.Context, out string, args ...string) ([]byte, error) {
	if b.isolated != nil {
		return b.isolated.goCommandIn(ctx, b, out, args)
	}
	cmd := exec.CommandContext(ctx, b.goCommand, args...)
	cmd.Dir = b.root
	cmd.Env = b.goEnv(b.root)
	cmd.WaitDelay = 2 * time.Second
	var printed proc.HeadTailBuffer
	cmd.Stdout, cmd.Stderr = &printed, &printed
	err := proc.Run(cmd)
	return printed.Bytes(), err
}

// goEnv returns the go command's environment in dir. Temporary files that a killed go command leaves behind are in the scratch folder. The
// compiler and the linker of one lesson run for less than a second. With GOGC at 400 they collect garbage less often, which saves about a
// fifth of their time for a tenth more memory.
func (b *Builder) goEnv(dir string) []string {
	return append(b.folder.GoEnv(dir), "GOGC=400")
}

func exeSuffix() string {
	if runtime.GOOS == "windows" {
		return ".exe"
	}
	return ""
}

// lessonDir returns the folder in which the lesson's steps run: the lesson's own, or the scratch folder if the student has removed it.
func (b *Builder) lessonDir(dir string) string {
	own := filepath.Join(b.root, filepath.FromSlash(dir))
	if info, err := os.Stat(own); err == nil && info.IsDir() {
		return own
	}
	return b.dir
}
