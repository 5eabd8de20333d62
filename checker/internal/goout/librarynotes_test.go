package goout

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestSentencesOfTestify checks that a message of the test's author does not hide what happened, and that a call that a
// mock misses is a finding beside the test's other failures.
func TestSentencesOfTestify(t *testing.T) {
	found := read(t, `--- FAIL: TestNotify (1.00s)
    notify_test.go:40: 
        	Error Trace:	/src/notify/notify_test.go:40
        	Error:      	Condition never satisfied
        	Test:       	TestNotify
        	Messages:   	mail was not sent
    notify_test.go:44: FAIL:	Send(string,int)
        		at: [/src/notify/notify_test.go:28]
    notify_test.go:44: FAIL: 0 out of 1 expectation(s) were met.
        	The code you are testing needs to make 1 more call(s).
        	at: [/src/notify/notify_test.go:44]
FAIL
`)
	require.Len(t, found, 2)
	assert.Equal(t, "mail was not sent\nCondition never satisfied", found[0].Message)
	assert.Equal(t, "FAIL: Send(string,int)\n0 out of 1 expectation(s) were met.\nThe code you are testing needs to make 1 more call(s).", found[1].Message)
}
