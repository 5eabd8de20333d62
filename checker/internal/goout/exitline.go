package goout

import "strings"

// exitCauses lists how lines name the end of a process that did not end itself, and the cause.
var exitCauses = []struct{ text, cause string }{
	{"signal: killed", "killed"}, {"OOMKilled", "killed-memory"}, {"oom-kill", "killed-memory"}, {"Out of memory: Killed process", "killed-memory"}, {"Memory cgroup out of memory", "killed-memory"},
	{"ThreadSanitizer failed to ", "race-detector"}, {"ThreadSanitizer: unsupported ", "race-detector"}, {"ThreadSanitizer: CHECK failed", "race-detector"}, {"ThreadSanitizer can not mmap", "race-detector"},
	{"Runtime.OutOfMemory", "killed-memory"}, {"OutOfMemoryError: Container killed", "killed-memory"}, {"emory quota vastly exceeded", "killed-memory"}, {"ontainer terminated on signal 9", "killed"}, {"status=9/KILL", "killed"}, {"exited with status 137", "killed"},
	{"exit status 137", "killed"}, {"exit code 137", "killed"}, {"exited with code 137", "killed"}, {"Exit Code: 137", "killed"}, {"Exit Code:    137", "killed"}, {"Error 137", "killed"},
	{"signal: terminated", "terminated"}, {"exit status 143", "terminated"}, {"exit code 143", "terminated"}, {"exited with code 143", "terminated"}, {"Error 143", "terminated"},
	{"terminated by signal 9", "killed"}, {"terminated by signal 15", "terminated"}, {"terminated by signal 11", "segfault"}, {"terminated by signal 6", "aborted"},
	{"signal: interrupt", "interrupted"}, {"exit status 130", "interrupted"}, {"exit code 130", "interrupted"},
	{"signal: segmentation fault", "segfault"}, {"exit status 139", "segfault"}, {"exit code 139", "segfault"}, {"exited with code 139", "segfault"}, {"exit status 0xc0000005", "segfault"}, {"exit status 3221225477", "segfault"},
	{"signal: aborted", "aborted"}, {"exit status 134", "aborted"}, {"exit code 134", "aborted"}, {"exited with code 134", "aborted"},
	{"signal: quit", "quit"}, {"exit status 0xc000013a", "interrupted"},
	{"exit status 66", "race-status"}, {"exit status 2", "status-two"},
}

// exitCause returns the cause that a line names, if the line is one that the go command, a shell, a container or a
// system prints about the end of a process.
func exitCause(line string) (cause string, ok bool) {
	if line == "Killed" || strings.HasSuffix(line, " Killed") && strings.Contains(line, ": ") {
		return "killed", true
	}
	for _, e := range exitCauses {
		if i := strings.Index(line, e.text); i >= 0 && endsWord(line[i+len(e.text):]) {
			return e.cause, strings.HasPrefix(line, e.text) || isExitReport(line)
		}
	}
	return "", false
}

// saysMore reports whether the first of two lines about the end of a process says more than the second: that memory or the race
// detector was the reason, or anything but a number.
func saysMore(first, second string) bool {
	cause, _ := exitCause(first)
	return first != "" && (cause == "killed-memory" || cause == "race-detector" || strings.HasPrefix(second, "exit status "))
}

// endsWord reports whether a number does not go on in the rest of a line.
func endsWord(rest string) bool { return rest == "" || !isDigit(rest[0]) }

// isExitReport reports whether a line that holds an exit code is about the end of a process.
func isExitReport(line string) bool {
	for _, word := range [...]string{"rocess completed with exit code", "terminated with exit code", "exited with code", "Exit Code:", "make: ***", "Command terminated by signal", "make[", "OOMKilled", "ut of memory", "oom-kill", "failed with exit code", "returned exit code", "ERROR: Job failed: exit code", "xited with error: ", "Runtime.OutOfMemory", "OutOfMemoryError: ", "emory quota ", "ERROR: ThreadSanitizer", "FATAL: ThreadSanitizer", "exited with status "} {
		if strings.Contains(line, word) {
			return true
		}
	}
	return false
}

// isExitLine reports whether the line says how the process of a test or program ended.
func isExitLine(line string) bool {
	if code, ok := strings.CutPrefix(line, "exit status "); ok {
		return isExitCode(code)
	}
	if name, ok := strings.CutPrefix(line, "signal: "); ok {
		return len(strings.Fields(name)) <= 3
	}
	_, ok := exitCause(line)
	return ok
}

// isExitCode reports whether the text is a number, decimal or hexadecimal as on Windows.
func isExitCode(s string) bool {
	return s != "" && (digitsLen(s) == len(s) || strings.HasPrefix(s, "0x") && len(s) <= len("0x12345678"))
}

// An exitReport is the line that says how a process ended, and what was known then.
type exitReport struct {
	line   string
	test   string // the test that was running
	before string // the last line of text before it
	failed bool   // the package that it belongs to failed
}

// exitLine keeps the line if it says how the process ended, unless an earlier line says more. It remembers any other line
// with text.
func (s *stream) exitLine(line string) {
	switch {
	case isExitLine(line) && !saysMore(s.exit.line, line):
		s.exit = exitReport{line: line, test: s.tests.unfinished(), before: s.lastText}
	case strings.HasPrefix(line, "FAIL\t"):
		if s.exit.line == "" && s.endedBeforeVerdict(line) {
			s.exit = exitReport{line: line, before: s.lastText}
		}
		s.exit.failed = true
	case !s.exit.failed && (line == "PASS" || strings.HasPrefix(line, "ok  \t")): // a test of a package that passed printed the line
		s.exit = exitReport{}
	}
	if line != "" {
		s.lastText = line
	}
}

// endedBeforeVerdict reports whether the line says that a package failed whose tests wrote no verdict, not even the word FAIL
// that ends their output. Then the program ended in the middle, and the line before is its own.
func (s *stream) endedBeforeVerdict(line string) bool {
	before := s.lastText
	return before != "" && !isBlank(before[0]) && !endsCrash(before) && !strings.HasPrefix(before, "?") && !strings.HasPrefix(before, "coverage: ") && !strings.HasSuffix(line, " failed]")
}

// exitFinding returns the finding for the line that says how a process ended. If the process ended itself, its last line is
// often the reason, such as that of log.Fatal.
func (s *stream) exitFinding() Finding {
	cause, _ := exitCause(s.exit.line)
	f := Finding{Kind: KindExit, Message: s.exit.line, Cause: cause, Test: s.exit.test}
	if strings.HasPrefix(s.exit.line, "FAIL\t") {
		f.Cause, f.Message = "before-tests", s.exit.line+"\n"+strings.TrimSpace(s.exit.before)
		return f
	}
	if cause == "" && s.exit.before != "" && !s.tests.seen() && strings.HasPrefix(s.exit.line, "exit status ") && !endsCrash(s.exit.before) {
		f.Message += "\n" + strings.TrimSpace(s.exit.before)
	}
	return f
}
