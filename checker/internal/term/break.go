package term

import "strings"

// Break breaks a line that is wider than n columns into lines of at most n columns (at least two): at a space if there is one in the second half, else inside
// a word. It keeps spaces and colour codes, and replaces tabs by four spaces.
func Break(line string, n int) []string {
	line = strings.ReplaceAll(line, "\t", "    ")
	var out []string
	n = max(n, 2) // the width of one Korean letter
	for Width(line) > n {
		at := breakAt(line, n)
		out = append(out, strings.TrimRight(line[:at], " "))
		line = strings.TrimLeft(line[at:], " ")
	}
	return append(out, line)
}

// breakAt returns the byte position at which a line that is wider than n columns continues on the next line.
func breakAt(line string, n int) int {
	width, space, inCode := 0, 0, false
	for i, r := range line {
		switch {
		case r == 0x1b:
			inCode = true
		case inCode:
			inCode = r < 'A' || r > 'z' || r == '['
		default:
			w := Width(string(r))
			if width+w > n {
				if space > 0 {
					return space
				}
				return i
			}
			width += w
			if r == ' ' && width > n/2 {
				space = i + 1
			}
		}
	}
	return len(line)
}
