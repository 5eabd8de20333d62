package sandbox

import (
	"encoding/json"
	"slices"
)

// shimName is the argument that makes this program a shim.
const shimName = "sandbox-shim"

// order is what the shim is asked to do. It is an argument of the shim, and holds nothing secret.
type order struct {
	Layers  []Layer
	Path    string
	Args    []string
	Dir     string
	Read    []string
	Write   []string
	Tool    bool
	User    int   // the user and the group to become; 0: none
	Cgroups []int // the descriptors of the control groups' lists of processes
	Keep    int   // the descriptor of the link; 0: none
	Rlimits map[int]uint64

	Supervised bool // this shim has a supervisor
}

// The descriptors that every shim gets.
const (
	aliveFD  = 3
	failedFD = 4
	nextFD   = 5
)

func (o order) has(l Layer) bool { return slices.Contains(o.Layers, l) }

// needsSupervisor reports whether the shim stays beside the program to end everything that it leaves. A first process of a PID namespace
// needs no supervisor: the kernel ends the rest. A program that is not a tool has none either: seccomp lets it start nothing, and the level
// none does not promise it.
func (o order) needsSupervisor() bool { return o.Tool && !o.has(Pidns) && !o.has(Mountns) }

// args returns the arguments of the shim.
func (o order) args() ([]string, error) {
	text, err := json.Marshal(o)
	return []string{shimName, string(text)}, err
}
