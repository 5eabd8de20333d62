package main

import (
	"fmt"
	"strings"
)

// String writes the case in words: "after Set a 4, [Update a] beside [Remove a, Set a 7]". The calls of one goroutine stand in brackets.
func (c testCase) String() string {
	if len(c.goroutines) == 0 {
		return testTexts(c.start)
	}
	var sides []string
	for _, actions := range c.goroutines {
		sides = append(sides, "["+testTexts(actions)+"]")
	}
	name := strings.Join(sides, testWords(" beside ", " "))
	if len(c.start) == 0 {
		return testWords("", "동시에 ") + name
	}
	return fmt.Sprintf(testWords("after %s, %s", "먼저 %s, 그다음 동시에 %s"), testTexts(c.start), name)
}

func testTexts(actions []testAction) string {
	var texts []string
	for _, action := range actions {
		texts = append(texts, action.text)
	}
	return strings.Join(texts, ", ")
}

// wrong says that the calls did not return what a plain map returns, in a format for the calls.
func (c testCase) wrong() string {
	if len(c.goroutines) == 0 {
		return testWords("one goroutine makes these calls, and a plain map returns something else: %s", "한 고루틴이 차례로 부른 호출인데, 보통의 맵과 결과가 다릅니다: %s")
	}
	return testWords("no order of these calls explains what they returned: %s", "어떤 순서로 늘어놓아도 이 호출들의 결과를 설명할 수 없습니다: %s")
}
