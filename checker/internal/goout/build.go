package goout

import "strings"

// A build reads what the compiler, vet and the go command print before anything runs.
type build struct {
	pkg      string // the package of the last `# pkg` header
	vet      bool   // a `# [pkg]` header, which vet prints, followed it
	last     *Finding
	failure  string // the line that reports a failed build
	reported bool
	isImport bool // last is a chain of imports that is not complete
}

// feed handles a line. It returns the findings that are complete now, and whether the line belongs to a build. running
// is the test that is running, or "".
func (b *build) feed(line, running string) (found []Finding, ok bool) {
	if found, ok := b.importLine(line); ok {
		return found, true
	}
	switch {
	case strings.HasPrefix(line, "# ["):
		b.vet = true
		return b.flush(), true
	case strings.HasPrefix(line, "# "):
		b.pkg, b.vet = line[2:], false
		return b.flush(), true
	case b.last != nil && (strings.HasPrefix(line, "\t") || strings.HasPrefix(line, "        ")):
		b.last.Message = addLine(b.last.Message, line)
		return nil, true
	}
	if f, ok := b.parse(line); ok && (b.pkg != "" || running == "") {
		found = b.flush()
		if f.Message == "too many errors" { // the compiler's last word
			return found, true
		}
		b.last, b.reported = f, true
		return found, true
	}
	if f, ok := b.parseC(line); ok {
		found = b.flush()
		b.last, b.reported = f, true
		return found, true
	}
	if strings.HasPrefix(line, "FAIL\t") && (strings.HasSuffix(line, "[build failed]") || strings.HasSuffix(line, "[setup failed]")) {
		b.failure, b.pkg = line, ""
		return b.flush(), false
	}
	if isGoCommandError(line) && b.failure == "" {
		b.failure = line
	}
	if b.last != nil || strings.HasPrefix(line, "ok  \t") || strings.HasPrefix(line, "===") || strings.HasPrefix(line, "---") {
		b.pkg = ""
	}
	return b.flush(), false
}

// parse parses `./main.go:12:3: undefined: x`, and vet's form of it.
func (b *build) parse(line string) (*Finding, bool) {
	kind := KindBuild
	if b.vet {
		kind = KindVet
	}
	if rest, ok := strings.CutPrefix(line, "vet: "); ok {
		line, kind = rest, KindBuild
	}
	i := strings.Index(line, ".go:")
	if i < 0 || line[0] == ' ' || line[0] == '\t' {
		return nil, false
	}
	if b.pkg == "" && isVetMessage(line) {
		kind = KindVet
	}
	f := &Finding{Kind: kind, File: line[:i+3]}
	var rest string
	f.Line, rest = number(line[i+4:])
	if f.Line == 0 || !strings.HasPrefix(rest, ":") {
		return nil, false
	}
	f.Column, rest = number(rest[1:])
	if f.Column == 0 || !strings.HasPrefix(rest, ": ") || strings.Contains(f.File, ": ") || !isPath(f.File) {
		return nil, false
	}
	f.Message = rest[2:]
	if isLint(f.Message) {
		f.Kind = KindVet
	}
	return f, true
}

// flush returns the last finding, which is complete.
func (b *build) flush() []Finding {
	if b.last == nil {
		return nil
	}
	f := *b.last
	b.last = nil
	if b.isImport {
		b.isImport = false
		return nil
	}
	if f.Cause == "" {
		f.Cause = buildCause(f.Message)
	}
	return []Finding{f}
}

// finish returns the last finding, or a finding for a failed build without any error message.
func (b *build) finish() []Finding {
	found := b.flush()
	if !b.reported && b.failure != "" {
		found = append(found, Finding{Kind: KindBuild, Message: b.failure, Cause: buildCause(b.failure)})
	}
	return found
}

// namesNoReason reports whether the finding for a failed build says only that it failed.
func (f Finding) namesNoReason() bool {
	return f.Cause == "" || f.Cause == "setup" || f.Cause == "build-failed"
}

// isGoCommandError reports whether the line is an error of the go command itself, such as a missing go.mod.
func isGoCommandError(line string) bool {
	if rest, ok := strings.CutPrefix(line, "go: "); ok {
		for _, harmless := range []string{"downloading ", "finding ", "added ", "upgraded ", "found ", "creating ", "to add ", "warning: "} {
			if strings.HasPrefix(rest, harmless) {
				return false
			}
		}
		return true
	}
	return strings.HasPrefix(line, "cgo: C compiler ")
}

// isVetMessage reports whether the message is vet's, judged by its words: `go vet` prints no header that would show it.
func isVetMessage(line string) bool {
	for _, w := range []string{
		" called from inside new goroutine", "passes lock by value", " copies lock", "the cancel function ", "conversion from int to string",
		" captured by func literal", "fmt.Print", "fmt.Sprint", "fmt.Fprint", "fmt.Errorf", "(*testing.common).", "unreachable code", "self-assignment", "unkeyed fields",
		"struct field tag", "possible misuse of ", "misuse of unbuffered", "should have signature", "result of ", "call to (*T).", "call to (*testing.",
		"not used", "suspicious ", "unusual ", "possible formatting directive", "using ", "impossible condition", "nil dereference",
	} {
		if strings.Contains(line, w) && !strings.Contains(line, "declared and not used") && !strings.Contains(line, "imported and not used") {
			return true
		}
	}
	return false
}
