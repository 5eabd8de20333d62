package gotest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
)

// Fault names what the machine lacks.
type Fault string

// The faults that are told apart; msg has a text for each under "machine.<fault>".
const (
	NoGo       Fault = "no-go"
	OldGo      Fault = "old-go"
	BadGo      Fault = "bad-go"
	NoCompiler Fault = "no-compiler"
	NoRace     Fault = "no-race"
	NoModules  Fault = "no-modules"
	DiskFull   Fault = "disk-full"
	ReadOnly   Fault = "read-only" // where Go keeps what it builds or fetches cannot be written
	NoTemp     Fault = "no-temp"   // the folder for temporary files is not there, or cannot be written
	NoExec     Fault = "no-exec"   // a program in the folder for temporary files may not be started
	Killed     Fault = "killed"    // a build was killed, or had no memory left
	BadRepo    Fault = "bad-repo"  // a lesson's test imports a package of the workshop that is not there
	GoFailed   Fault = "go-failed" // anything else that no file of the lesson has to do with
)

// Machine is the error for a fault of the machine: no student's file could have mended it.
type Machine struct {
	Fault  Fault
	Detail string // what the go command or the system said
}

func (m *Machine) Error() string { return fmt.Sprintf("%s: %s", m.Fault, m.Detail) }

// signs are the words by which the go command (1.21 to 1.26), the compilers and the system tell of a fault.
var signs = []struct {
	text  string
	fault Fault
}{
	{"no space left on device", DiskFull},
	{"not enough space on the disk", DiskFull},
	{"disk quota exceeded", DiskFull},
	{"signal: killed", Killed},
	{"terminated with signal 9", Killed}, // gcc of its linker
	{"out of memory", Killed},
	{"cannot allocate memory", Killed},
	{"resource temporarily unavailable", Killed},
	{"too many open files", Killed},
	{"-race requires cgo", NoCompiler},
	{`C compiler "`, NoCompiler},
	{"# runtime/cgo", NoCompiler}, // its C does not compile: the headers are missing
	{"exec: \"gcc\": executable file not found", NoCompiler},
	{"exec: \"clang\": executable file not found", NoCompiler},
	{"ld: cannot find", NoCompiler},
	{"xcrun: error", NoCompiler},
	{"-race is only supported on", NoRace},
	{"-race is not supported on", NoRace},
	{"go.mod requires go >=", OldGo},
	{"toolchain not available", OldGo},
	{"go: download go1.", OldGo}, // a newer toolchain, and it could not be fetched
	{"cannot find GOROOT directory", BadGo},
	{"no such tool", BadGo},
	{" is not in std (", BadGo}, // of one of Go's own packages; also when the disk of the build cache is full
	{"does not match go tool version", BadGo},
	{"vet: chdir ", BadRepo}, // to the folder of a package that is there in the overlay only
	{"dial tcp", NoModules},
	{"module lookup disabled by GOPROXY=off", NoModules},
	{"no such host", NoModules},
	{`Get "http`, NoModules},
	{"reading http", NoModules},
	{"verifying module", NoModules},
	{"read-only file system", ReadOnly},
	{"build cache is disabled by GOCACHE=off", ReadOnly},
	{"build cache is required, but could not be located", ReadOnly},
	{"GOCACHE is not an absolute path", ReadOnly},
	{"failed to initialize build cache", ReadOnly},
	{"could not create module cache", ReadOnly},
	{"Files beneath GOMODCACHE () must not be replaced", ReadOnly}, // there is no HOME, and so no cache
}

var (
	// aboutLesson matches a line that names a file of a lesson, in its folder or as the scratch file that stands for it, and the place in it.
	aboutLesson = regexp.MustCompile(`^(vet: )?(lessons|.*\bworkshop-\d+-[A-Z2-7]+)[/\\].*?\.go:\d+(:\d+)?`)
	// aboutModule matches what stands behind the place when it tells of a module, which an import there needs.
	aboutModule = regexp.MustCompile(`^: (\S+@v[0-9]\S*: |Get "http|reading http|verifying )`)
	// noImport matches a test file, which no student edits, whose import is nowhere.
	noImport = regexp.MustCompile(`_test\.go:\d+:\d+: (package \S+ is not in std|cannot find module providing package |no required module provides package )`)
	// quotedWords matches what the compiler quotes of a file: the student's own words.
	quotedWords = regexp.MustCompile("\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`")
	// alsoLesson matches what a lesson's file can cause without being named: the linker and the loader of packages name the package alone.
	alsoLesson = regexp.MustCompile(`import cycle not allowed|^found packages .*lessons|^(link: )?(main|sharedmap-workshop/lessons/\S+)[.:].*(relocation target|invalid reference to|duplicated definition)`)
)

// machineFault returns the machine's fault in what a go command that has failed printed, or nil where the output proves that a file of the lesson is at
// fault: it names the file and the place. All other failures are the machine's, whatever they are called.
func machineFault(out []byte) *Machine {
	proven := false
	for line := range strings.Lines(string(out)) {
		fault, proof := readLine(strings.TrimSpace(line))
		if strings.HasPrefix(line, "\t") || strings.HasPrefix(line, "  ") { // belongs to the line above, and may hold the student's words
			fault = ""
		}
		if fault != "" {
			return &Machine{fault, detail(out)}
		}
		proven = proven || proof
	}
	if proven {
		return nil
	}
	return &Machine{GoFailed, detail(out)}
}

// readLine returns the fault that a line tells of, or reports that it proves the lesson's. A line that names a place in a lesson tells of a fault all the
// same where an import there cannot be had.
func readLine(line string) (fault Fault, proof bool) {
	at := aboutLesson.FindStringIndex(line)
	if at == nil {
		fault, _ = signOf(line)
		return fault, fault == "" && alsoLesson.MatchString(line)
	}
	if noImport.MatchString(line) {
		return BadRepo, false
	}
	message := line[at[1]:]
	if aboutModule.MatchString(message) {
		return NoModules, false
	}
	switch f, _ := signOf(quotedWords.ReplaceAllString(message, "")); f {
	case NoModules, DiskFull, ReadOnly:
		return f, false
	}
	return "", true
}

// FaultIn finds a fault of the machine in what a go command that has failed printed about any package, or nil: there, silence proves nothing.
func FaultIn(out string) *Machine {
	for line := range strings.Lines(out) {
		if strings.Contains(line, ".go:") {
			continue // about a file, in the compiler's words
		}
		if f, ok := signOf(line); ok {
			return &Machine{f, detail([]byte(out))}
		}
	}
	return nil
}

func signOf(line string) (Fault, bool) {
	for _, s := range signs {
		if strings.Contains(line, s.text) {
			return s.fault, true
		}
	}
	return "", false
}

// What is told of what the go command said: it may say the same of hundreds of packages, and a linker's command line names a hundred files.
const (
	detailLines = 12
	detailBytes = 300 // a line
)

func detail(out []byte) string {
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if len(lines) > detailLines {
		lines = append(lines[:detailLines:detailLines], "[…]")
	}
	for i, line := range lines {
		if len(line) > detailBytes {
			lines[i] = strings.ToValidUTF8(line[:detailBytes], "") + " […]"
		}
	}
	return strings.Join(lines, "\n")
}

// goFault decides whose fault it is that a go command has failed with err, having printed out: an error is the context's or the machine's, nil means the
// lesson's.
func goFault(ctx context.Context, err error, out []byte) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var ended *exec.ExitError
	if !errors.As(err, &ended) { // it never ran
		return asMachine(err)
	}
	if fault := machineFault(out); fault != nil {
		if fault.Detail == "" {
			fault.Detail = err.Error()
		}
		if ended.ExitCode() < 0 && fault.Fault == GoFailed { // a signal ended it
			fault.Fault = Killed
		}
		return fault
	}
	return nil
}

// asMachine gives what the system says of a file or of a program that we made the name of its fault, where it has one.
func asMachine(err error) error {
	var named *Machine
	var start *exec.Error
	var path *fs.PathError
	fault := Fault("")
	switch {
	case err == nil, errors.As(err, &named):
		return err
	case errors.Is(err, syscall.ENOSPC), isQuota(err):
		fault = DiskFull
	case errors.Is(err, syscall.ENOMEM), errors.Is(err, syscall.EAGAIN), errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE):
		fault = Killed
	case errors.As(err, &start):
		fault = NoGo
	case errors.As(err, &path) && path.Op == "fork/exec" && errors.Is(err, fs.ErrPermission):
		fault = NoExec
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrNotExist):
		fault = NoTemp
	default:
		return err
	}
	return &Machine{fault, err.Error()}
}

// startFault is asMachine for a program that could not be started; where the context has ended, that is why.
func startFault(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return asMachine(err)
}
