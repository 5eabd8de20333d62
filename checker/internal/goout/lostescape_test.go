package goout

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestLostEscapes(t *testing.T) {
	for line, want := range map[string]string{
		"_bk;t=1767225600123goroutine 1 [running]:": "goroutine 1 [running]:",
		"_bk;t=1767225600123\t/src/main.go:9 +0x1d": "\t/src/main.go:9 +0x1d",
		"[31mpanic: boom[0m":                        "panic: boom",
		"[1;31m--- FAIL: TestX (0.00s)[0m":          "--- FAIL: TestX (0.00s)",
		"[38;5;9mFAIL[39m":                          "FAIL",
		"[5m] cache expired":                        "[5m] cache expired",
		"[3m0s elapsed] sync":                       "[3m0s elapsed] sync",
		"goroutine 1 [chan receive]:":               "goroutine 1 [chan receive]:",
		"main.Map[...]":                             "main.Map[...]",
		"_bk;t=12 is not a time":                    "_bk;t=12 is not a time",
		"waited for the lock [75m":                  "waited for the lock [75m",
	} {
		assert.Equal(t, want, withoutLostEscapes(line))
	}
}
