package goout

import (
	"bufio"
	"errors"
	"io"
	"strings"
)

const (
	maxLine    = 64 << 10 // bytes of a line that are kept
	maxMessage = 8 << 10  // bytes of a message that are kept
)

// eachLine calls take for every line without its end (\n or \r\n); of very long lines only the beginning is kept.
func eachLine(r io.Reader, take func(line string)) error {
	in := bufio.NewReaderSize(r, maxLine)
	for {
		line, err := in.ReadSlice('\n')
		if len(line) > 0 {
			take(clean(line))
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

// clean cuts the line's end off and takes terminal colours out.
func clean(line []byte) string {
	for len(line) > 0 && (line[len(line)-1] == '\n' || line[len(line)-1] == '\r') {
		line = line[:len(line)-1]
	}
	return tidy(string(line))
}

func tidy(s string) string {
	s = strings.TrimSuffix(s, "\r")
	if strings.IndexByte(s, 0x1b) >= 0 {
		s = StripEscapes(s)
	}
	return s
}

// stripEscapes takes CSI sequences, such as \x1b[31m, out of s.
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
		}
	}
	return b.String()
}

// number reads the decimal digits at the start of s; n is 0 where there are none or too many.
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

// addLine appends a line to a message, up to a limit.
func addLine(message, line string) string {
	if len(message)+len(line) > maxMessage {
		return message
	}
	if message == "" {
		return line
	}
	return message + "\n" + line
}
