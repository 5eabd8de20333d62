package goout

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestClassify has the runtime's own words.
func TestClassify(t *testing.T) {
	for message, want := range map[string]Kind{
		"fatal error: all goroutines are asleep - deadlock!":                                  KindDeadlock,
		"panic: deadlock: main bubble goroutine has exited but blocked goroutines remain":     KindLeak,
		"panic: test timed out after 10s\n\trunning tests:\n\t\tTestSend (10s)":               KindTimeout,
		"fatal error: concurrent map read and map write":                                      KindMapFatal,
		"panic: send on closed channel":                                                       KindSendOnClosed,
		"panic: close of closed channel":                                                      KindCloseOfClosed,
		"fatal error: sync: unlock of unlocked mutex":                                         KindUnlockOfUnlocked,
		"fatal error: sync: RUnlock of unlocked RWMutex":                                      KindUnlockOfUnlocked,
		"panic: sync: negative WaitGroup counter":                                             KindNegativeWaitGroup,
		"panic: runtime error: invalid memory address or nil pointer dereference\n[signal …]": KindNilDereference,
		"panic: boom":                             KindPanic,
		"panic: boom\n\tsend on closed channel":   KindPanic,
		"fatal error: runtime: out of memory":     KindPanic,
		"panic: close of nil channel [recovered]": KindPanic,
	} {
		assert.Equal(t, want, Classify(message), message)
	}
}
