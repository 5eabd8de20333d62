package course

import (
	"slices"
	"strings"
)

// part is how the use of a part of a package is taken.
type part int

const (
	partAllowed part = iota
	partRefused      // no answer needs it
	partVoids        // it reaches what judges
	partRaceOff
	partWatches
)

// allowedParts are the names that a file may use of packages which can do more than an answer needs.
var allowedParts = map[string][]string{
	"log": {"Fatal", "Fatalf", "Fatalln", "Panic", "Panicf", "Panicln", "Print", "Printf", "Println"},
	"os":  {},
	// Of reflect what a select over a changing number of channels needs, and comparing: package reflect can also turn any value into a
	// pointer of any type, without unsafe.
	"reflect": {"DeepEqual", "Select", "SelectCase", "SelectDefault", "SelectDir", "SelectRecv", "SelectSend", "TypeOf", "ValueOf"},
	"runtime": {"GOMAXPROCS", "Gosched", "KeepAlive", "NumCPU", "NumGoroutine"},
}

// watching are the names by which a program sees who has called it, or from which line.
var watching = map[string][]string{
	"log":     {"Default", "Flags", "Llongfile", "Lshortfile", "New", "Output", "SetFlags", "SetOutput", "Writer", "Logger"},
	"runtime": {"Caller", "Callers", "CallersFrames", "FuncForPC", "Stack"},
}

// pastTypes are the methods of package reflect that lead past the type system, by themselves or by the name of another one.
var pastTypes = []string{"Call", "CallSlice", "Convert", "Method", "MethodByName", "SetPointer", "UnsafeAddr", "UnsafePointer"}

// partOf returns how the use of a name of a package is taken.
func partOf(pkg, name string) part {
	only, known := allowedParts[pkg]
	switch {
	case !known || slices.Contains(only, name):
		return partAllowed
	case pkg == "runtime" && strings.HasPrefix(name, "Race"):
		return partRaceOff
	case slices.Contains(watching[pkg], name):
		return partWatches
	case pkg == "os" && slices.Contains([]string{"Stdin", "Stdout", "Stderr"}, name):
		return partRefused // for a look at what goes on; grading does not take it
	case pkg == "os" || pkg == "reflect":
		return partVoids
	}
	return partRefused
}
