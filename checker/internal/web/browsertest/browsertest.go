// Package browsertest opens pages in a real browser for tests.
package browsertest

import (
	"os"
	"os/exec"
	"testing"
)

// Name is the program that is looked for in PATH: Debian's package has the same name.
const Name = "chromium"

// Path returns the path of the browser. Without one, and where long tests were not asked for, the test is skipped. With WORKSHOP_BROWSER=required, as
// .ci/run sets it once it has installed the browser, a missing one fails the test.
func Path(t testing.TB) string {
	t.Helper()
	if os.Getenv("WORKSHOP_LONG") == "" {
		t.Skip("takes long: WORKSHOP_LONG=1")
	}
	path, err := exec.LookPath(Name)
	if err != nil && os.Getenv("WORKSHOP_BROWSER") == "required" {
		t.Fatal("WORKSHOP_BROWSER=required, and there is no " + Name + " in PATH")
	}
	if err != nil {
		t.Skip("needs " + Name + " in PATH")
	}
	return path
}
