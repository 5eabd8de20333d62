package scratch

import (
	"os"
	"runtime"
	"slices"
	"strings"
)

// GoEnv is the environment of a go command of ours in dir: what the user's would change about the builds is taken out of it. Its temporary files and those
// of the C compiler go to the folder. (An empty GOFLAGS would let the one of `go env -w` through; -mod=readonly, which is the default, does not.)
func (f *Folder) GoEnv(dir string) []string {
	env := slices.DeleteFunc(os.Environ(), func(pair string) bool {
		name, value, _ := strings.Cut(pair, "=")
		switch name {
		case "GOOS": // a build for another machine could not be run here
			return value != runtime.GOOS
		case "GOARCH":
			return value != runtime.GOARCH
		}
		return false
	})
	return f.TempEnv(append(env, "GOFLAGS=-mod=readonly", "GOWORK=off", "PWD="+dir))
}

// TempEnv is env for a program whose temporary files go to the folder, so that they go with it whatever ends the program.
func (f *Folder) TempEnv(env []string) []string {
	for _, name := range []string{"GOTMPDIR", "TMPDIR", "TMP", "TEMP"} {
		env = append(env, name+"="+f.Dir)
	}
	return env
}

// GoTempEnv is env for a command of the user's: only the go command's own temporary files go to the folder, for it leaves them where it is killed.
func (f *Folder) GoTempEnv(env []string) []string {
	if os.Getenv("GOTMPDIR") != "" {
		return env // the user has a place for them
	}
	return append(env, "GOTMPDIR="+f.Dir)
}
