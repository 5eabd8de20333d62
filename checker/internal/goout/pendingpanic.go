package goout

import "strings"

// nearly remembers a line with a crash's words behind other text, such as what the program printed without an end of line. It is
// the crash's first line if goroutines follow after a blank line; else it was only words.
type pendingPanic struct {
	message string
	blank   bool
}

func (n *pendingPanic) feed(line string) {
	switch {
	case n.message != "" && line == "":
		n.blank = true
		return
	case n.message != "" && !n.blank && (strings.HasPrefix(line, "[signal ") || strings.HasPrefix(line, "\t")):
		n.message = addLine(n.message, line)
		return
	}
	if n.message != "" {
		*n = pendingPanic{}
	}
	for _, mark := range [...]string{"panic: ", "fatal error: "} {
		if i := strings.Index(line, mark); i >= 0 {
			n.message = line[i:]
			return
		}
	}
}

// complete gives a crash that begins with its goroutines the message that stood before.
func (n *pendingPanic) complete(c *crashBlock) {
	if c.message == "" && n.message != "" && n.blank {
		c.message, c.kind = n.message, Classify(n.message)
	}
	*n = pendingPanic{}
}
