package blame

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/goout"
)

// TestRunningGoroutineMayEndAWait checks that no pattern is recognised if a goroutine was still running at a time-out:
// it may end the wait, and the runtime may have no stack of it.
func TestRunningGoroutineMayEndAWait(t *testing.T) {
	const code = "package box\nvar c = make(chan int)\nfunc own() {\n\tfor range c {\n\t}\n}\nfunc get() int { return <-c }\nfunc ask() {\n\tfor {\n\t}\n}\n"
	timeout := func(other string) goout.Finding {
		out := "panic: test timed out after 10s\n\trunning tests:\n\t\tTestBox (10s)\n\ngoroutine 9 [running]:\ntesting.(*M).startAlarm.func1()\n\t/go/src/testing/testing.go:2484 +0x394\n" +
			"created by time.goFunc\n\t/go/src/time/sleep.go:215 +0x2d\n\n" + other +
			"goroutine 8 [chan receive]:\nbox.get()\n\t/w/box.go:7 +0x4b\ncreated by box.TestBox in goroutine 7\n\t/w/box_test.go:9 +0x6f\n"
		found, err := goout.Read(strings.NewReader(out))
		require.NoError(t, err)
		require.Len(t, found, 1)
		return Explain(found[0], fstest.MapFS{"box.go": &fstest.MapFile{Data: []byte(code)}})
	}
	assert.Equal(t, SenderGone, timeout("").Pattern)
	for _, state := range []string{"running", "runnable", "running, synctest bubble 1"} {
		head := fmt.Sprintf("goroutine 7 [%s]:\n", state)
		created := "created by box.TestBox in goroutine 6\n\t/w/box_test.go:8 +0x6f\n\n"
		f := timeout(head + "\tgoroutine running on other thread; stack unavailable\n" + created)
		assert.Empty(t, f.Pattern, state)
		assert.Equal(t, goout.KindTimeout, f.Kind)
		assert.Equal(t, 7, f.Line)
		f = timeout(head + "box.ask()\n\t/w/box.go:9 +0x4b\n" + created)
		assert.Empty(t, f.Pattern, state)
	}
}
