package goout

import "strings"

// A lineOrder turns the lines of one writer round if the log shows the newest line first. It knows such a log by the
// times in the prefixes, or by a traceback in which each place stands above its function.
type lineOrder struct {
	next     func(line string)
	kept     []string
	size     int
	before   string // the prefix of the line before
	last     string // the line before
	ups      int    // how often the time rose from one line to the next
	downs    int
	open     bool // whether the order is still to be found out
	suspect  bool // whether a place without its function was read
	reversed bool
}

// Limits of a lineOrder.
const (
	orderLines    = 64      // how many lines with times show the order
	suspectLines  = 4000    // how many lines behind a suspicious one are read to find a header
	maxTurned     = 8 << 20 // bytes that are kept to be turned round
	turnedMinimum = 2       // how often the time must fall
)

func newLineOrder(timed bool, next func(line string)) *lineOrder {
	return &lineOrder{next: next, open: timed}
}

// line takes the next line and what stood before it.
func (o *lineOrder) line(prefix, line string) {
	if line == "" && !o.open && !o.suspect && !o.reversed {
		o.next(line)
		return
	}
	if o.open && line != "" {
		o.compare(prefix)
	}
	if !o.open && !o.suspect && !o.reversed {
		if isFullPlace(line) && !isFunctionLine(o.last) {
			o.suspect = true
		} else {
			o.last = line
			o.next(line)
			return
		}
	}
	o.kept = append(o.kept, line)
	o.size += len(line)
	switch {
	case o.reversed && o.size > maxTurned:
		o.flush()
	case o.suspect && (isStackHeader(line) || len(o.kept) > suspectLines):
		o.reversed = isStackHeader(line) && isFunctionLine(o.last)
		o.suspect = false
		if !o.reversed {
			o.flush()
		}
	case o.open && len(o.kept) >= orderLines:
		o.decide()
	}
	if line != "" {
		o.last = line
	}
}

// compare compares the prefix with that of the line before. The numbers in it are of one form, so the text shows the
// order.
func (o *lineOrder) compare(prefix string) {
	if len(prefix) == len(o.before) && prefix > o.before {
		o.ups++
	} else if len(prefix) == len(o.before) && prefix < o.before {
		o.downs++
	}
	o.before = prefix
}

// decide decides by the times, else by the traceback in the lines that were kept.
func (o *lineOrder) decide() {
	o.open = false
	if o.reversed = o.downs >= turnedMinimum && o.downs > 4*o.ups; o.reversed {
		return
	}
	kept := o.kept
	o.kept, o.size, o.last = nil, 0, ""
	for _, line := range kept {
		o.line("", line)
	}
}

// flush passes on the lines that were kept.
func (o *lineOrder) flush() {
	for i := range o.kept {
		if o.reversed {
			i = len(o.kept) - 1 - i
		}
		o.next(o.kept[i])
	}
	o.kept, o.size = o.kept[:0], 0
}

// finish passes on the lines that are left.
func (o *lineOrder) finish() {
	if o.open {
		o.decide()
	}
	if n := len(o.kept); o.suspect && n > 0 {
		o.reversed = isFunctionLine(o.kept[n-1])
	}
	o.flush()
}

// isFullPlace reports whether the line is the place of a frame with its offset.
func isFullPlace(line string) bool {
	if !strings.Contains(line, " +0x") {
		return false
	}
	_, _, ok := parsePlace(strings.TrimLeft(line, " \t"))
	return ok
}

// isFunctionLine reports whether the line is the function of a frame.
func isFunctionLine(line string) bool {
	line = strings.TrimLeft(line, " \t")
	if strings.HasPrefix(line, "created by ") {
		return true
	}
	_, ok := parseFunc(line)
	return ok
}

// isStackHeader reports whether the line stands above a stack.
func isStackHeader(line string) bool {
	if g, ok := parseGoroutine(line); ok {
		return g != nil
	}
	return strings.HasSuffix(line, ":") && (strings.Contains(line, " at 0x") && strings.Contains(line, " by ") || strings.Contains(line, "created at:"))
}
