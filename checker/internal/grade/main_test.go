package grade_test

import (
	"os"
	"testing"

	"go.uber.org/goleak"

	"sharedmap-workshop/checker/internal/gotest"
)

// TestMain lets the test binary also be the sandbox's shim and the explorer's rewriter.
func TestMain(m *testing.M) {
	if code, ok := gotest.Child(os.Args); ok {
		os.Exit(code)
	}
	goleak.VerifyTestMain(m)
}
