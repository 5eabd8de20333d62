package main

import (
	"fmt"
	"regexp"
	"runtime"
	"strconv"
	"strings"
)

// testWhoWaits tells, after a deadlock, which calls wait for ever and at which lines of sharedmap.go.
func testWhoWaits() string {
	lines := []string{testWords("Everybody waits, and nobody is left who could end it:", "모두가 기다리고 있고, 이 기다림을 끝낼 고루틴이 남아 있지 않습니다.")}
	for _, goroutine := range testLastBubble(testAllStacks()) {
		if line := testDescribeWait(goroutine); line != "" {
			lines = append(lines, "  "+line)
		}
	}
	if len(lines) == 1 {
		lines = append(lines, testWords("  (no goroutine stands in sharedmap.go)", "  (sharedmap.go에서 멈춰 있는 고루틴은 없습니다)"))
	}
	return strings.Join(lines, "\n")
}

// testAllStacks returns the stack of every goroutine, one string each.
func testAllStacks() []string {
	dump := make([]byte, 1<<20)
	return strings.Split(string(dump[:runtime.Stack(dump, true)]), "\n\n")
}

// testLastBubble keeps the goroutines of the newest synctest bubble.
func testLastBubble(stacks []string) []string {
	inside := regexp.MustCompile(`^goroutine \d+ \[[^\]]*synctest bubble (\d+)`)
	var newest int
	var members []string
	for _, stack := range stacks {
		found := inside.FindStringSubmatch(stack)
		if found == nil {
			continue
		}
		number, _ := strconv.Atoi(found[1])
		if number > newest {
			newest, members = number, nil
		}
		if number == newest {
			members = append(members, stack)
		}
	}
	return members
}

// testDescribeWait says in words what a goroutine waits for in sharedmap.go, or "" if it does not.
func testDescribeWait(stack string) string {
	state := regexp.MustCompile(`^goroutine \d+ \[([^,\]]+)`).FindStringSubmatch(stack)
	frame := regexp.MustCompile(`(?m)^\S*?\.([\w.()*]+)\(.*\)\n\t\S*?[/\\](sharedmap\.go:\d+)`).FindStringSubmatch(stack)
	if state == nil || frame == nil {
		return ""
	}
	words := map[string]string{
		"chan send":               testWords("waits to send on a channel from which nobody receives", "아무도 받지 않는 채널에 보내려고 기다립니다"),
		"chan receive":            testWords("waits to receive from a channel into which nobody sends", "아무도 보내지 않는 채널에서 받으려고 기다립니다"),
		"chan send (nil chan)":    testWords("sends on a nil channel, which takes for ever", "nil 채널에 보내므로 영원히 기다립니다"),
		"chan receive (nil chan)": testWords("receives from a nil channel, which takes for ever", "nil 채널에서 받으므로 영원히 기다립니다"),
		"select":                  testWords("waits in a select of which no case becomes ready", "준비되는 case가 없는 select 문에서 기다립니다"),
	}
	reason := strings.TrimSuffix(state[1], " (durable)")
	waits, known := words[reason]
	if !known {
		waits = testWords("waits (", "기다립니다 (") + reason + ")"
	}
	return fmt.Sprintf(testWords("%s: %s %s", "%s: %s에서 %s"), frame[2], frame[1], waits)
}
