package gotest

import (
	"fmt"
	"strings"
)

// Fault names what the machine lacks.
type Fault string

// The faults that are told apart; msg has a text for each under "machine.<fault>".
const (
	NoGo       Fault = "no-go"
	OldGo      Fault = "old-go"
	NoCompiler Fault = "no-compiler"
	NoRace     Fault = "no-race"
	NoModules  Fault = "no-modules"
	DiskFull   Fault = "disk-full"
	ReadOnly   Fault = "read-only"
)

// Machine is the error for a fault of the machine: no student's file could have mended it.
type Machine struct {
	Fault  Fault
	Detail string // what the go command said
}

func (m *Machine) Error() string { return fmt.Sprintf("%s: %s", m.Fault, m.Detail) }

// signs are the words by which the go command (1.21 to 1.26) tells of a fault.
var signs = []struct {
	text  string
	fault Fault
}{
	{"-race requires cgo", NoCompiler},
	{`C compiler "`, NoCompiler},
	{"# runtime/cgo", NoCompiler}, // its C does not compile: the headers are missing
	{"exec: \"gcc\": executable file not found", NoCompiler},
	{"exec: \"clang\": executable file not found", NoCompiler},
	{"-race is only supported on", NoRace},
	{"-race is not supported on", NoRace},
	{"go.mod requires go >=", OldGo},
	{"toolchain not available", OldGo},
	{"dial tcp", NoModules},
	{"module lookup disabled by GOPROXY=off", NoModules},
	{"no such host", NoModules},
	{"no space left on device", DiskFull},
	{"read-only file system", ReadOnly},
}

// machineFault finds a fault of the machine in the go command's output, or nil. Lines that name a lesson's file are the
// student's own words and do not count.
func machineFault(out []byte) *Machine {
	for line := range strings.SplitSeq(string(out), "\n") {
		if strings.HasPrefix(line, "lessons/") || strings.HasPrefix(line, `lessons\`) {
			continue
		}
		for _, s := range signs {
			if strings.Contains(line, s.text) {
				return &Machine{s.fault, strings.TrimSpace(string(out))}
			}
		}
	}
	return nil
}
