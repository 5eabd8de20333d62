package goout

import "strings"

// A pendingPanic remembers a line that contains the first words of a crash behind other text, such as output of the
// program without a newline. The line is the first line of a crash if goroutines follow, with or without blank lines between.
// Else it is ordinary text.
type pendingPanic struct {
	message   string
	blankSeen bool
}

// feed handles a line outside of blocks.
func (p *pendingPanic) feed(line string) {
	switch {
	case p.message != "" && line == "":
		p.blankSeen = true
		return
	case p.message != "" && !p.blankSeen && (strings.HasPrefix(line, "[signal ") || strings.HasPrefix(line, "\t")):
		p.message = addLine(p.message, line)
		return
	}
	if p.message != "" {
		*p = pendingPanic{}
	}
	for _, mark := range [...]string{"panic: ", "fatal error: "} {
		if i := strings.Index(line, mark); i >= 0 {
			p.message = line[i:]
			return
		}
	}
}

// complete gives the pending message to a crash that begins with its goroutines.
func (p *pendingPanic) complete(c *crashBlock) {
	if c.message == "" && p.message != "" {
		c.message, c.kind = p.message, Classify(p.message)
	}
	*p = pendingPanic{}
}
