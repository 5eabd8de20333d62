package gotest

// mainName is the file that is added to every lesson's tests; lessons have no TestMain of their own.
const mainName = "checker_main_test.go"

// The environment that carries one step into its process. The child forgets it before any test runs.
const (
	envVerdict = "CHECKER_VERDICT" // the file that the verdict goes to
	envTest    = "CHECKER_TEST"    // the name of the test, which the verdict repeats
	envNonce   = "CHECKER_NONCE"   // a word that the verdict repeats
	envTimeout = "CHECKER_TIMEOUT" // for -test.timeout
)

// testMain reports a test's end on a channel of its own: stdout is the student's, and so may os.Args be. A student's endless recursion
// ends at 16 MB of stack instead of Go's gigabyte: the deeper it is, the longer every look at all stacks takes.
const testMain = `package main

import (
	"flag"
	"os"
	"runtime/debug"
	"strconv"
	"testing"
)

func TestMain(m *testing.M) {
	verdict, test, nonce := os.Getenv("` + envVerdict + `"), os.Getenv("` + envTest + `"), os.Getenv("` + envNonce + `")
	os.Args = []string{os.Args[0], "-test.run=^" + test + "$", "-test.timeout=" + os.Getenv("` + envTimeout + `"), "-test.count=1", "-test.v=false"}
	for _, name := range []string{"` + envVerdict + `", "` + envTest + `", "` + envNonce + `", "` + envTimeout + `"} {
		os.Unsetenv(name)
	}
	debug.SetMaxStack(16 << 20)
	flag.Parse()
	code := m.Run()
	if err := os.WriteFile(verdict, []byte(nonce+" "+test+" "+strconv.Itoa(code)+"\n"), 0o600); err != nil {
		os.Stderr.WriteString("verdict: " + err.Error() + "\n")
		os.Exit(3)
	}
	os.Exit(code)
}
`
