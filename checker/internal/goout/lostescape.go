package goout

import "strings"

// withoutLostEscapes returns the line without what is left of escape sequences whose escape character was lost, as when
// a log was copied from a page: `_bk;t=1767225600123` of Buildkite at its start, `[31m` of a terminal at its start and
// `[0m` at its end.
func withoutLostEscapes(s string) string {
	if i := strings.Index(s, lostTime); i >= 0 {
		s = s[:i] + s[i+lostTimeLen(s[i:]):]
	}
	for n := lostColorLen(s); n > 0; n = lostColorLen(s) {
		s = s[n:]
	}
	for {
		i := strings.LastIndexByte(s, '[')
		if i < 0 || len(s)-i > len("[38;5;200m") || lostColorLen(s[i:]) != len(s)-i {
			return s
		}
		s = s[:i]
	}
}

// lostTime begins Buildkite's time.
const lostTime = "_bk;t="

// lostTimeLen returns the length of Buildkite's time at the start of s, or 0.
func lostTimeLen(s string) int {
	if digitsLen(s[len(lostTime):]) >= 13 { // milliseconds since 1970
		return len(lostTime) + 13
	}
	return 0
}

// lostColorLen returns the length of the color at the start of s, or 0. `[5m]` and `[10m0s]`, as programs print times, are
// not colors.
func lostColorLen(s string) int {
	if !strings.HasPrefix(s, "[") {
		return 0
	}
	i := 1
	for i < len(s) && i < len("[38;5;200m") && (isDigit(s[i]) || s[i] == ';') {
		i++
	}
	if i == len(s) || s[i] != 'm' || i+1 < len(s) && (s[i+1] == ']' || isDigit(s[i+1])) {
		return 0
	}
	first, _, _ := strings.Cut(s[1:i], ";")
	if n, rest := number(first); rest == "" && (n < 5 || n == 22 || n >= 30 && n < 40 || n >= 90 && n < 98) {
		return i + 1
	}
	return 0
}
