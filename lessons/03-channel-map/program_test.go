package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"
)

// Step program: the program prints what the document promises.
func TestProgram(t *testing.T) {
	testInBubble(t, func(t *testing.T) {
		var out bytes.Buffer
		testWithoutSleeping(t, func() {
			require.NoError(t, runProgram(t.Context(), &out))
		})
		require.Equal(t, "foo is not exists\nCount: 500\n", out.String(),
			testWords("1,000 keys were Set, 500 of them removed, and \"foo\" was never there",
				"키 1,000개를 Set하고 500개를 지웠으며, \"foo\"는 한 번도 없었습니다"))
	})
}
