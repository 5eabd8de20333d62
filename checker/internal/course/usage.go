package course

import (
	"slices"
	"strings"
)

// usage is how grading treats the use of a name of a package.
type usage int

const (
	usageAllowed usage = iota
	usageRefused       // not accepted, because no answer needs it
	usageVoids         // gives access to the process or to the packages that judge, so it voids the verdict
	usageRaceOff
	usageWatches
)

// allowedNames are the names that a file may use of packages that offer more than an answer needs.
var allowedNames = map[string][]string{
	"log": {"Fatal", "Fatalf", "Fatalln", "Panic", "Panicf", "Panicln", "Print", "Printf", "Println"},
	"os":  {},
	// Of reflect, a file may use what a select over a variable number of channels and a deep comparison need. Other parts of reflect can turn
	// any value into a pointer of any type, without unsafe.
	"reflect": {"DeepEqual", "Select", "SelectCase", "SelectDefault", "SelectDir", "SelectRecv", "SelectSend", "TypeOf", "ValueOf"},
	"runtime": {"GOMAXPROCS", "Gosched", "KeepAlive", "NumCPU", "NumGoroutine"},
}

// callerInspection are the names with which a program can see its callers or their lines.
var callerInspection = map[string][]string{
	"log":     {"Default", "Flags", "Llongfile", "Lshortfile", "New", "Output", "SetFlags", "SetOutput", "Writer", "Logger"},
	"runtime": {"Caller", "Callers", "CallersFrames", "FuncForPC", "Stack"},
}

// typeSystemBypasses are the methods of package reflect that bypass the type system, directly or by calling a method by name.
var typeSystemBypasses = []string{"Call", "CallSlice", "Convert", "Method", "MethodByName", "SetPointer", "UnsafeAddr", "UnsafePointer"}

// usageOf returns how grading treats the use of name of the package pkg.
func usageOf(pkg, name string) usage {
	only, known := allowedNames[pkg]
	switch {
	case !known || slices.Contains(only, name):
		return usageAllowed
	case pkg == "runtime" && strings.HasPrefix(name, "Race"):
		return usageRaceOff
	case slices.Contains(callerInspection[pkg], name):
		return usageWatches
	case pkg == "os" && slices.Contains([]string{"Stdin", "Stdout", "Stderr"}, name):
		return usageRefused // useful to print during the work, but not accepted for grading
	case pkg == "os" || pkg == "reflect":
		return usageVoids
	}
	return usageRefused
}
