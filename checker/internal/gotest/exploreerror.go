package gotest

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	"sharedmap-workshop/checker/internal/instrument"
)

// explorerEnvironmentError returns an *EnvironmentError if the machine caused the error of an exploring run: if the go command failed
// without naming a file of the lesson, or if the system reported a fault. Otherwise it returns err. In the output of that go command the
// lessons' files are named by paths below root.
func explorerEnvironmentError(ctx context.Context, root string, err error) error {
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	}
	if said, ok := goOutput(err); ok {
		if fault := environmentFault([]byte(strings.ReplaceAll(said, root+string(filepath.Separator), ""))); fault != nil {
			return fault
		}
		return err
	}
	var fault *EnvironmentError
	if errors.As(asEnvironmentError(err), &fault) && fault.Fault != NoTemp { // NoTemp would be a guess, because files outside the temporary folder are read too
		return fault
	}
	return err
}

// goOutput returns the output of the go command, and reports whether the go command caused the error.
func goOutput(err error) (string, bool) {
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
