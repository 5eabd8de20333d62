package cli_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/cli"
	"sharedmap-workshop/checker/internal/gotest"
)

// Into a pipe a first run says from time to time how far it is, a line each.
func TestAFirstRunSaysHowFarItIs(t *testing.T) {
	for lang, want := range map[string]string{
		"en": "120 of 387 packages built, 12 s (only the first run)\n",
		"ko": "패키지 387개 중 120개 빌드, 12초 (첫 실행에만)\n",
	} {
		var b bytes.Buffer
		cli.Pulse(&b, lang, gotest.Building{Done: 120, Total: 387}, 12*time.Second)
		assert.Equal(t, want, b.String())
	}
	var b bytes.Buffer
	cli.Pulse(&b, "en", gotest.Building{Done: 1, Total: 387}, time.Second)
	assert.Empty(t, b.String(), "not at once")
}
