package gotest

import (
	"sharedmap-workshop/checker/internal/instrument"
	"sharedmap-workshop/checker/internal/sandbox"
)

// Child runs this process as what isolated builders start it for, a sandbox's shim or the explorer's rewriter, if the arguments, which are os.Args,
// ask for that. It reports with which status the process must exit then. A program calls it before anything else.
func Child(args []string) (code int, ok bool) {
	if code, ok = sandbox.Shim(args); ok {
		return code, true
	}
	return instrument.Child(args)
}
