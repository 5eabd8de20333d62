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

	"sharedmap-workshop/checker/internal/sandbox"
)

// Fault names what is wrong with the machine.
type Fault string

// The faults. Package msg has a text for each under "machine.<fault>".
const (
	NoGo       Fault = "no-go"
	OldGo      Fault = "old-go"
	BadGo      Fault = "bad-go"
	NoCompiler Fault = "no-compiler"
	NoRace     Fault = "no-race"
	NoModules  Fault = "no-modules"
	DiskFull   Fault = "disk-full"
	ReadOnly   Fault = "read-only"  // Go's build cache or module cache cannot be written
	NoTemp     Fault = "no-temp"    // the folder for temporary files is missing or cannot be written
	NoExec     Fault = "no-exec"    // programs in the folder for temporary files must not be executed
	Killed     Fault = "killed"     // a build was killed, or ran out of memory
	BadRepo    Fault = "bad-repo"   // a lesson's test imports a package that is missing in the repo
	NoSandbox  Fault = "no-sandbox" // a layer of the sandbox could not be set up
	GoFailed   Fault = "go-failed"  // any other failure that no file of the lesson has caused
)

// EnvironmentError is the error for a fault of the machine. No change of the student's file can repair it.
type EnvironmentError struct {
	Fault  Fault
	Detail string // the message of the go command or of the system
	Quoted bool   // the fault was read in the output of a go command, which also quotes the student's file
}

func (m *EnvironmentError) Error() string { return fmt.Sprintf("%s: %s", m.Fault, m.Detail) }

// faultPatterns are the messages by which the go command (1.21 to 1.26), the compilers and the system report a fault.
var faultPatterns = []struct {
	text  string
	fault Fault
}{
	{"no space left on device", DiskFull},
	{"not enough space on the disk", DiskFull},
	{"disk quota exceeded", DiskFull},
	{"signal: killed", Killed},
	{"terminated with signal 9", Killed}, // gcc's message about its linker
	{"out of memory", Killed},
	{"cannot allocate memory", Killed},
	{"resource temporarily unavailable", Killed},
	{"too many open files", Killed},
	{"-race requires cgo", NoCompiler},
	{`C compiler "`, NoCompiler},
	{"# runtime/cgo", NoCompiler}, // its C code does not compile because headers are missing
	{"exec: \"gcc\": executable file not found", NoCompiler},
	{"exec: \"clang\": executable file not found", NoCompiler},
	{"ld: cannot find", NoCompiler},
	{"xcrun: error", NoCompiler},
	{"-race is only supported on", NoRace},
	{"-race is not supported on", NoRace},
	{"go.mod requires go >=", OldGo},
	{"toolchain not available", OldGo},
	{"go: download go1.", OldGo}, // a newer toolchain could not be downloaded
	{"cannot find GOROOT directory", BadGo},
	{"no such tool", BadGo},
	{" is not in std (", BadGo}, // a package of Go itself; also printed if the build cache's disk is full
	{"does not match go tool version", BadGo},
	{"vet: chdir ", BadRepo}, // the folder of a package that exists only in the overlay
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
	{"Files beneath GOMODCACHE () must not be replaced", ReadOnly}, // HOME is not set, so there is no cache
}

var (
	// lessonPosition matches a position in a file of a lesson. The file is named by its path in the lesson's folder or by its scratch file.
	lessonPosition = regexp.MustCompile(`^(vet: )?(lessons|.*\bworkshop-\d+-[A-Z2-7]+)[/\\].*?\.go:\d+(:\d+)?`)
	// moduleMessage matches a message about a module that an import needs. It follows the import's position.
	moduleMessage = regexp.MustCompile(`^: (\S+@v[0-9]\S*: |Get "http|reading http|verifying )`)
	// missingTestImport matches a message that a test file imports a package that does not exist. Students do not edit test files.
	missingTestImport = regexp.MustCompile(`_test\.go:\d+:\d+: (package \S+ is not in std|cannot find module providing package |no required module provides package )`)
	// quotedText matches text that the compiler quotes from the student's file.
	quotedText = regexp.MustCompile("\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`")
	// lessonByPackage matches errors of a lesson's file that name only the package. The linker and the package loader print such errors.
	lessonByPackage = regexp.MustCompile(`import cycle not allowed|^found packages .*lessons|^(link: )?(main|sharedmap-workshop/lessons/\S+)[.:].*(relocation target|invalid reference to|duplicated definition)`)
)

// environmentFault returns the machine's fault in the output of a failed go command. It returns nil if the output proves that a file of the
// lesson caused the failure, which needs the file and the position. Every other failure is the machine's.
func environmentFault(out []byte) *EnvironmentError {
	proven := false
	for line := range strings.Lines(string(out)) {
		fault, proof := classifyLine(strings.TrimSpace(line))
		if strings.HasPrefix(line, "\t") || strings.HasPrefix(line, "  ") { // the line continues the line above and may quote the student's file
			fault = ""
		}
		if fault != "" {
			return &EnvironmentError{Fault: fault, Detail: excerpt(out), Quoted: true}
		}
		proven = proven || proof
	}
	if proven {
		return nil
	}
	return &EnvironmentError{Fault: GoFailed, Detail: excerpt(out), Quoted: true}
}

// classifyLine returns the fault that a line reports, or whether the line proves that a file of the lesson caused the failure. A line with
// a position in a lesson can still report a fault: if a package that is imported there cannot be downloaded.
func classifyLine(line string) (fault Fault, proof bool) {
	at := lessonPosition.FindStringIndex(line)
	if at == nil {
		fault, _ = matchFault(line)
		return fault, fault == "" && lessonByPackage.MatchString(line)
	}
	if missingTestImport.MatchString(line) {
		return BadRepo, false
	}
	message := line[at[1]:]
	if moduleMessage.MatchString(message) {
		return NoModules, false
	}
	switch f, _ := matchFault(quotedText.ReplaceAllString(message, "")); f {
	case NoModules, DiskFull, ReadOnly:
		return f, false
	}
	return "", true
}

// FaultIn returns the machine's fault in a failed go command's output about any package, or nil. For a package outside the lessons, an
// output without a known fault proves nothing.
func FaultIn(out string) *EnvironmentError {
	for line := range strings.Lines(out) {
		if strings.Contains(line, ".go:") {
			continue // an error in a file, reported by the compiler
		}
		if f, ok := matchFault(line); ok {
			return &EnvironmentError{Fault: f, Detail: excerpt([]byte(out))}
		}
	}
	return nil
}

// IsMachines reports whether an error is a fault of the machine.
func IsMachines(err error) bool {
	var fault *EnvironmentError
	return errors.As(err, &fault)
}

// matchFault returns the fault whose message is in the line.
func matchFault(line string) (Fault, bool) {
	for _, s := range faultPatterns {
		if strings.Contains(line, s.text) {
			return s.fault, true
		}
	}
	return "", false
}

// The limits of an excerpt. The go command may repeat a message for hundreds of packages, and a linker's command line names a hundred files.
const (
	detailLines = 12
	detailBytes = 300 // of one line
)

// excerpt returns the beginning of the go command's output.
func excerpt(out []byte) string {
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

// goFault decides who caused the failure of a go command that ended with err and printed out. It returns the context's error or an
// *EnvironmentError, or nil if a file of the lesson caused the failure.
func goFault(ctx context.Context, err error, out []byte) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var limit *LimitError
	if errors.As(err, &limit) {
		return err
	}
	code, ok := exitCode(err)
	if !ok { // the command did not start
		return asEnvironmentError(err)
	}
	if fault := environmentFault(out); fault != nil {
		var tool *toolError
		if errors.As(err, &tool) && fault.Fault == Killed {
			return &LimitError{sandbox.Memory} // the sandbox gives a build a fixed amount, so what it builds is to blame
		}
		if fault.Detail == "" {
			fault.Detail = err.Error()
		}
		if code < 0 && fault.Fault == GoFailed { // a signal ended it
			fault.Fault = Killed
		}
		return fault
	}
	return nil
}

// exitCode returns the status with which a command ended, or false if it did not start. A negative status stands for a signal.
func exitCode(err error) (int, bool) {
	var ended *exec.ExitError
	var tool *toolError
	switch {
	case errors.As(err, &ended):
		return ended.ExitCode(), true
	case errors.As(err, &tool):
		return tool.code, true
	}
	return 0, false
}

// asEnvironmentError returns an *EnvironmentError if err is a known error of the system about one of the checker's own files or programs.
// Otherwise it returns err.
func asEnvironmentError(err error) error {
	var named *EnvironmentError
	var start *exec.Error
	var path *fs.PathError
	var layer *sandbox.SetupError
	fault := Fault("")
	switch {
	case err == nil, errors.As(err, &named):
		return err
	case errors.As(err, &layer):
		fault = NoSandbox
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
	return &EnvironmentError{Fault: fault, Detail: err.Error()}
}

// startError is asEnvironmentError for a program that could not be started. If the context has ended, it returns the context's error.
func startError(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return asEnvironmentError(err)
}
