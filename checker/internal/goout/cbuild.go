package goout

import "strings"

// parseC parses an error of the C compiler or the linker in the output of a Go package's build:
//
//	./shim.h:12:10: fatal error: libavcodec/avcodec.h: No such file or directory
//	/usr/bin/ld: cannot find -lzmq: No such file or directory
func (b *build) parseC(line string) (*Finding, bool) {
	if path, binary, two := strings.Cut(b.pkg, " "); path == "" || two && !strings.HasPrefix(binary, "[") || line == "" || isBlank(line[0]) { // a comment of another program has words
		return nil, false
	}
	for _, mark := range [...]string{": fatal error: ", ": error: "} {
		if at, message, ok := strings.Cut(line, mark); ok {
			return cError(at, message)
		}
	}
	for _, mark := range [...]string{"ld: cannot find -l", "ld: library not found for -l", "ld: library '", "undefined reference to ", "Undefined symbols for architecture ", "relocation target ", "function main is undeclared in the main package"} {
		if i := strings.Index(line, mark); i >= 0 && (i == 0 || strings.IndexByte("/ :", line[i-1]) >= 0) {
			return &Finding{Kind: KindBuild, Message: line}, true
		}
	}
	return nil, false
}

// cError returns the finding for a message of the C compiler at a place such as `./shim.h:12:10`.
func cError(at, message string) (*Finding, bool) {
	file, rest, ok := strings.Cut(at, ":")
	line, rest := number(rest)
	if !ok || line == 0 || strings.HasSuffix(file, ".go") || !isSource(file) && !strings.HasSuffix(file, ".m") && !strings.HasSuffix(file, ".hpp") {
		return nil, false
	}
	f := &Finding{Kind: KindBuild, File: file, Line: line, Message: message, Cause: "c-compile"}
	f.Column, _ = number(strings.TrimPrefix(rest, ":"))
	return f, true
}
