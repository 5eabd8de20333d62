package goout

import (
	"html"
	"strings"
)

// junitText returns the output that a line of a JUnit report holds, or "":
//
//	<failure message="Failed">=== RUN   TestArea&#xA;    area_test.go:19: got 12, want 15&#xA;--- FAIL: TestArea (0.00s)&#xA;</failure>
//
// The text of a failure that has its lines below one another needs no reading, except that of its first line.
func junitText(line string) string {
	at := max(strings.Index(line, "<failure "), strings.Index(line, "<failure>"), strings.Index(line, "<error "))
	if at < 0 {
		return ""
	}
	_, text, _ := strings.Cut(line[at:], ">")
	if inner, ok := strings.CutPrefix(text, "<![CDATA["); ok {
		return inner
	}
	text, _, _ = strings.Cut(text, "</")
	return strings.TrimSuffix(html.UnescapeString(text), "\n")
}
