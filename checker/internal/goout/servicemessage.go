package goout

import (
	"strconv"
	"strings"
)

// serviceMessage returns the output that a service message of TeamCity holds, or "":
//
//	##teamcity[testFailed name='TestAdd' message='Failed' details='panic: boom|n|ngoroutine 7 |[running|]:|n…']
func serviceMessage(line string) string {
	_, body, ok := strings.Cut(line, "##teamcity[")
	if !ok {
		return ""
	}
	for _, name := range [...]string{" details='", " out='", " errorDetails='", " text='"} {
		if _, value, ok := strings.Cut(body, name); ok {
			return strings.TrimSuffix(serviceText(value), "\n")
		}
	}
	return ""
}

// serviceText returns the text of a value up to the quotation mark that ends it. A vertical bar escapes.
func serviceText(value string) string {
	var b strings.Builder
	for i := 0; i < len(value) && value[i] != '\''; i++ {
		if value[i] != '|' || i+1 == len(value) {
			b.WriteByte(value[i])
			continue
		}
		switch i++; value[i] {
		case 'n':
			b.WriteByte('\n')
		case 'r':
		case '0': // |0x00e9
			if n, err := strconv.ParseUint(value[min(i+2, len(value)):min(i+6, len(value))], 16, 16); err == nil {
				b.WriteRune(rune(n))
				i += 5
			}
		default:
			b.WriteByte(value[i])
		}
	}
	return b.String()
}
