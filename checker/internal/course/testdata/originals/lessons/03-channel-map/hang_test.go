package main

import (
	"fmt"
	"regexp"
	"runtime"
	"strconv"
	"strings"
)

// whoWaits tells, after a deadlock, which calls wait for ever and at which lines of sharedmap.go.
func whoWaits() string {
	lines := []string{"Everybody waits, and nobody is left who could end it:"}
	for _, goroutine := range lastBubble(allStacks()) {
		if line := describeWait(goroutine); line != "" {
			lines = append(lines, "  "+line)
		}
	}
	if len(lines) == 1 {
		lines = append(lines, "  (no goroutine stands in sharedmap.go)")
	}
	return strings.Join(lines, "\n")
}

// allStacks returns the stack of every goroutine, one string each.
func allStacks() []string {
	dump := make([]byte, 1<<20)
	return strings.Split(string(dump[:runtime.Stack(dump, true)]), "\n\n")
}

// lastBubble keeps the goroutines of the newest synctest bubble.
func lastBubble(stacks []string) []string {
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

// describeWait says in words what a goroutine waits for in sharedmap.go, or "" if it does not.
func describeWait(stack string) string {
	state := regexp.MustCompile(`^goroutine \d+ \[([^,\]]+)`).FindStringSubmatch(stack)
	frame := regexp.MustCompile(`(?m)^\S*?\.([\w.()*]+)\(.*\)\n\t\S*?[/\\](sharedmap\.go:\d+)`).FindStringSubmatch(stack)
	if state == nil || frame == nil {
		return ""
	}
	words := map[string]string{
		"chan send":               "waits to send on a channel from which nobody receives",
		"chan receive":            "waits to receive from a channel into which nobody sends",
		"chan send (nil chan)":    "sends on a nil channel, which takes for ever",
		"chan receive (nil chan)": "receives from a nil channel, which takes for ever",
		"select":                  "waits in a select of which no case becomes ready",
	}
	reason := strings.TrimSuffix(state[1], " (durable)")
	waits, known := words[reason]
	if !known {
		waits = "waits (" + reason + ")"
	}
	return fmt.Sprintf("%s: %s %s", frame[2], frame[1], waits)
}
