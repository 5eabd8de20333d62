package sandbox

import (
	"os"
	"slices"
)

// libraries is what every dynamically linked program reads: a program of the race detector is one.
var libraries = []string{"/lib", "/lib64", "/lib32", "/usr/lib", "/usr/lib64", "/usr/lib32", "/etc/ld.so.cache", "/etc/ld-musl-x86_64.path", "/etc/ld-musl-aarch64.path"}

// ownEnviron is where the race detector finds GORACE: of this process only, which keeps its id when it executes the program.
const ownEnviron = "/proc/self/environ"

// toolPaths is what go and a C compiler read of the system. On Debian, gcc is a link by way of /etc/alternatives.
var toolPaths = []string{"/usr", "/bin", "/sbin", "/etc/alternatives", "/nix/store"}

// toolDevices are the devices that tools open.
var toolDevices = []string{"/dev/null", "/dev/zero", "/dev/urandom"}

// readable returns the paths that the program may read and execute.
func (o order) readable() []string {
	system := libraries
	if o.Tool {
		system = slices.Concat(libraries, toolPaths)
		system = append(system, "/proc")
	} else {
		system = append(slices.Clone(system), ownEnviron)
	}
	return slices.Concat(existing(system), []string{o.Path}, o.Read)
}

// devices returns the devices that the program may use.
func (o order) devices() []string {
	if o.Tool {
		return existing(toolDevices)
	}
	return nil
}

// existing returns the paths that exist.
func existing(paths []string) []string {
	return slices.DeleteFunc(slices.Clone(paths), func(p string) bool {
		_, err := os.Stat(p)
		return err != nil
	})
}
