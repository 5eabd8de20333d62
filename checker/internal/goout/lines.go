package goout

import (
	"bufio"
	"errors"
	"io"
	"strings"
)

// Limits that bound the memory for any input.
const (
	maxLine    = 64 << 10 // bytes kept of a line
	maxMessage = 8 << 10  // bytes kept of a message
)

// eachLine calls feed for every line, without its line ending (\n or \r\n). A line longer than maxLine is cut.
func eachLine(r io.Reader, feed func(line string)) error {
	in := bufio.NewReaderSize(r, maxLine)
	for {
		line, err := in.ReadSlice('\n')
		if len(line) > 0 {
			feed(clean(line))
		}
		for errors.Is(err, bufio.ErrBufferFull) {
			_, err = in.ReadSlice('\n')
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// clean returns the line without its line ending and without terminal escapes.
func clean(line []byte) string { return tidy(strings.TrimSuffix(string(line), "\n")) }

// tidy returns s without terminal escapes, without blanks at its end, and with ordinary blanks in place of those that
// browsers copy.
func tidy(s string) string {
	if strings.IndexByte(s, 0x1b) >= 0 {
		s = StripEscapes(s)
	}
	if strings.Contains(s, "\u00a0") {
		s = strings.ReplaceAll(s, "\u00a0", " ")
	}
	if strings.Contains(s, "&#43;0x") { // a page's source spells a plus sign so
		s = strings.ReplaceAll(s, "&#43;0x", "+0x")
	}
	s = strings.TrimRight(s, " \t\r")
	if inner, ok := strings.CutSuffix(s, "        │"); ok { // the right border of a window that was copied
		s = strings.TrimRight(inner, " ")
	}
	if s != "" && (strings.Contains(s, lostTime) || s[0] == '[' || s[len(s)-1] == 'm') {
		return strings.TrimRight(withoutLostEscapes(s), " \t")
	}
	return s
}

// StripEscapes returns s without escape sequences: those of a terminal, such as \x1b[31m, and the strings for a program
// that shows the log, such as Buildkite's \x1b_bk;t=1767225600123\a.
func StripEscapes(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != 0x1b {
			b.WriteByte(s[i])
			continue
		}
		if i+1 < len(s) && s[i+1] == '[' {
			for i += 2; i < len(s) && (s[i] < 0x40 || s[i] > 0x7e); i++ {
			}
			continue
		}
		i += controlStringLen(s[i+1:])
	}
	return b.String()
}

// controlStringLen returns the length of the control string at the start of s, with its terminator (ECMA-48 8.3), or 0. s
// begins behind the escape character. A string that does not end is not one.
func controlStringLen(s string) int {
	if s == "" || strings.IndexByte("]_P^X", s[0]) < 0 {
		return 0
	}
	end := strings.IndexAny(s, "\a\x1b")
	switch {
	case end < 0:
		return 0
	case s[end] == '\a':
		return end + 1
	case strings.HasPrefix(s[end:], "\x1b\\"):
		return end + 2
	}
	return 0
}

// number parses the decimal digits at the start of s. It returns 0 if there are none or more than nine.
func number(s string) (n int, rest string) {
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		n = n*10 + int(s[i]-'0')
		i++
	}
	if i > 9 {
		return 0, s[i:]
	}
	return n, s[i:]
}

// addLine returns the message with one more line. It returns the message unchanged if the result would exceed
// maxMessage.
func addLine(message, line string) string {
	if len(message)+len(line) > maxMessage {
		return message
	}
	if message == "" {
		return line
	}
	return message + "\n" + line
}
