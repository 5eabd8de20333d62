package scratch

import (
	"os"
	"runtime"
	"slices"
	"strings"
)

// GoEnv returns the environment of a go command that the checker runs in dir. It removes user settings that would change the build. The
// temporary files of the go command and of the C compiler go to the folder. (GOFLAGS is not empty, because an empty GOFLAGS does not
// override the one of `go env -w`. -mod=readonly is the default.)
func (f *Folder) GoEnv(dir string) []string {
	env := slices.DeleteFunc(os.Environ(), func(pair string) bool {
		name, value, _ := strings.Cut(pair, "=")
		switch name {
		case "GOOS": // a binary for another system could not be run here
			return value != runtime.GOOS
		case "GOARCH":
			return value != runtime.GOARCH
		}
		return false
	})
	return f.TempEnv(append(env, "GOFLAGS=-mod=readonly", "GOWORK=off", "PWD="+dir))
}

// TempEnv returns env for a program whose temporary files go to the folder. They are removed with the folder, even if the program is
// killed.
func (f *Folder) TempEnv(env []string) []string {
	for _, name := range []string{"GOTMPDIR", "TMPDIR", "TMP", "TEMP"} {
		env = append(env, name+"="+f.Dir)
	}
	return env
}

// GoTempEnv returns env for a command of the user. Only the go command's own temporary files go to the folder, because a killed go command
// does not remove them.
func (f *Folder) GoTempEnv(env []string) []string {
	if os.Getenv("GOTMPDIR") != "" {
		return env // the user has chosen a folder for them
	}
	return append(env, "GOTMPDIR="+f.Dir)
}
