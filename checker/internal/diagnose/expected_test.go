package diagnose_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/diagnose"
)

// Captured with: go test -race -run 'TestAfterClose$' of lesson 04 with a Close that leaves Set returning nil.
const onlyExpected = `--- FAIL: TestAfterClose (0.00s)
    after_close_test.go:19: 
        	Error Trace:	/src/after_close_test.go:35
        	            				/src/after_close_test.go:19
        	Error:      	Expected error with "sharedmap: closed" in chain but got nil.
        	Test:       	TestAfterClose
        	Messages:   	expected: after Close, Set (sharedmap.go:125) returns ErrClosed
FAIL
`

func TestWhatTheAuthorExpectedIsKept(t *testing.T) {
	found, err := diagnose.Read(strings.NewReader(onlyExpected))
	require.NoError(t, err)
	require.Len(t, found, 1)
	assert.Equal(t, "after Close, Set (sharedmap.go:125) returns ErrClosed", found[0].Expected)
	assert.Equal(t, `Expected error with "sharedmap: closed" in chain but got nil.`, found[0].Actual)
	assert.Empty(t, found[0].Message)
}
