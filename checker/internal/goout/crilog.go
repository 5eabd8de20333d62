package goout

import "strings"

// criParts joins the parts of long lines in the logs of Kubernetes' container runtime, which mark every part except the last
// with P:
//
//	2026-03-05T10:11:12.000000001Z stderr P panic: bo
//	2026-03-05T10:11:12.000000002Z stderr F om
type criParts struct {
	head string // the prefix of the first part, as a whole line has it; "" if no line is open
	text string
}

// join returns the whole line and true, or false if the line is a part that another one continues.
func (c *criParts) join(line string) (string, bool) {
	prefix, text, last, ok := criLine(line)
	switch {
	case !ok || last && c.head == "":
		return line, true
	case c.head == "":
		c.head = strings.TrimSuffix(prefix, "P ") + "F "
	}
	if c.text += text; last || len(c.text) > maxLine {
		line = c.head + c.text
		*c = criParts{}
		return line, true
	}
	return "", false
}

// criLine cuts `2026-03-05T10:11:12.000000001Z stderr P text`. last reports whether the text ends its line.
func criLine(line string) (prefix, text string, last, ok bool) {
	for _, stream := range [...]string{" stderr ", " stdout "} {
		i := strings.Index(line, stream)
		end := i + len(stream) + len("P ")
		if i < len("2026-03-05T10:11:12Z") || i > len("2026-03-05T10:11:12.000000001+00:00") || !isTime(line[:i]) || len(line) < end {
			continue
		}
		if mark := line[end-2 : end]; mark == "P " || mark == "F " {
			return line[:end], line[end:], mark == "F ", true
		}
	}
	return "", "", false, false
}
