package goout

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// logWords are words of server logs, with those that reports of failures have too.
var logWords = strings.Fields("request served cart order retry cache upstream panic recovered fatal error goroutine worker exit status FAIL ok PASS deadlock timeout leak created by nil closed channel killed signal")

// logLine returns a line of a server's log.
func logLine(r *rand.Rand) string {
	words := func(n int) string {
		out := make([]string, n)
		for i := range out {
			out[i] = logWords[r.IntN(len(logWords))]
		}
		return strings.Join(out, " ")
	}
	n := r.IntN(900) + 1
	switch r.IntN(16) {
	case 0:
		return fmt.Sprintf("2026-05-17T08:09:10.%03dZ ERROR %s", n, words(8))
	case 1:
		return fmt.Sprintf(`10.0.0.%d - - [17/May/2026:08:09:10 +0000] "GET /%s HTTP/1.1" 500 %d`, n%256, words(1), n)
	case 2:
		return fmt.Sprintf(`{"level":"error","ts":"2026-05-17T08:09:10Z","caller":"shop/main.go:%d","msg":"%s","err":"panic: %s"}`, n, words(4), words(3))
	case 3:
		return fmt.Sprintf(`time=2026-05-17T08:09:10Z level=ERROR msg="%s" err="fatal error: %s"`, words(3), words(3))
	case 4:
		return fmt.Sprintf("E0517 08:09:10.%06d       1 server.go:%d] %s", n, n, words(6))
	case 5:
		return fmt.Sprintf("2026/05/17 08:09:10 panic: %s", words(5))
	case 6:
		return fmt.Sprintf("2026/05/17 08:09:10 main.go:%d: %s", n, words(5))
	case 7:
		return fmt.Sprintf("    cart.go:%d: %s", n, words(5))
	case 8:
		return "panic: " + words(3)
	case 9:
		return ""
	case 10:
		return "\t" + words(3)
	case 11:
		return fmt.Sprintf("web-1  | goroutines=%d [running]:", n)
	case 12:
		return fmt.Sprintf(`{"level":"error","msg":"%s","stacktrace":"shop.load\n\t/src/shop/main.go:%d\nmain.main\n\t/src/shop/main.go:9"}`, words(3), n)
	case 13:
		return "=================="
	case 14:
		return fmt.Sprintf("# %s", words(2))
	}
	return words(7)
}

// TestServerLogs checks that ordinary logs of servers give no finding.
func TestServerLogs(t *testing.T) {
	size := 10 * mega
	if testing.Short() {
		size = mega
	}
	r := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	for b.Len() < size {
		b.WriteString(logLine(r) + "\n")
	}
	assert.Empty(t, read(t, b.String()))
}
