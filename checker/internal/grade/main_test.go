package grade_test

import (
	"os"
	"testing"

	"go.uber.org/goleak"

	"sharedmap-workshop/checker/internal/instrument"
	"sharedmap-workshop/checker/internal/sandbox"
)

// TestMain lets the test binary also be the sandbox's shim and the explorer's rewriter.
func TestMain(m *testing.M) {
	if code, ok := sandbox.Shim(os.Args); ok {
		os.Exit(code)
	}
	if code, ok := instrument.Child(os.Args); ok {
		os.Exit(code)
	}
	goleak.VerifyTestMain(m)
}
