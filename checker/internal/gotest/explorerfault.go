package gotest

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	"sharedmap-workshop/checker/internal/instrument"
)

// explorerFault gives an error of the exploring run the name of the machine's fault where it is one: a go command that has failed without naming a file of
// the lesson, or what the system says. Lessons' files are named below root there.
func explorerFault(ctx context.Context, root string, err error) error {
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	}
	if said, ok := goSaid(err); ok {
		if fault := machineFault([]byte(strings.ReplaceAll(said, root+string(filepath.Separator), ""))); fault != nil {
			return fault
		}
		return err
	}
	var fault *Machine
	if errors.As(asMachine(err), &fault) && fault.Fault != NoTemp { // which would be a guess: other files are read, too
		return fault
	}
	return err
}

// goSaid returns what the go command said, where it is what has failed.
func goSaid(err error) (string, bool) {
	var built *instrument.RewriteError
	var loaded *instrument.ProblemError
	switch {
	case errors.As(err, &built):
		return built.Output, true
	case errors.As(err, &loaded):
		return loaded.Error(), true
	case errors.Is(err, instrument.ErrLoad):
		return err.Error(), true
	}
	return "", false
}
