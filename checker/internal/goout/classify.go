package goout

import "strings"

// marks lists texts of the first line of a crash's message, and the kind that each of them means. The first match
// counts.
var marks = []struct {
	text string
	kind Kind
}{
	{"all goroutines are asleep", KindDeadlock},
	{"no goroutines (main called runtime.Goexit) - deadlock!", KindDeadlock},
	{"deadlock: main bubble goroutine has exited but blocked goroutines remain", KindLeak},
	{"deadlock: all goroutines in bubble are blocked", KindDeadlock},
	{"test timed out after", KindTimeout},
	{"SIGQUIT: quit", KindTimeout},
	{"fatal error: concurrent map", KindMapFatal},
	{"send on closed channel", KindSendOnClosed},
	{"close of closed channel", KindCloseOfClosed},
	{"sync: unlock of unlocked mutex", KindUnlockOfUnlocked},
	{"sync: Unlock of unlocked RWMutex", KindUnlockOfUnlocked},
	{"sync: RUnlock of unlocked RWMutex", KindUnlockOfUnlocked},
	{"sync: negative WaitGroup counter", KindNegativeWaitGroup},
	{"invalid memory address or nil pointer dereference", KindNilDereference},
	{": nil pointer dereference", KindNilDereference}, // TinyGo
}

// Classify returns the kind of a crash. message is the text above the goroutines.
func Classify(message string) Kind {
	first, _, _ := strings.Cut(message, "\n")
	for _, m := range marks {
		if strings.Contains(first, m.text) {
			return m.kind
		}
	}
	return KindPanic
}
