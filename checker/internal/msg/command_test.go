package msg

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestCommandsKeepTheLanguageOfTheFlag(t *testing.T) {
	p := New("ko")
	assert.Equal(t, "go run ./checker run wait", p.Command("run", "wait"), "the language comes from the environment, which stays")
	assert.NotContains(t, p.Say("watch.bye"), "--lang")
	p.SetFlag("--lang ko")
	assert.Equal(t, "go run ./checker run wait --lang ko", p.Command("run", "wait"))
	assert.Contains(t, p.Say("watch.bye"), "go run ./checker watch --lang ko")
	for text, want := range map[string]string{
		"    go run ./checker":                              "    go run ./checker --lang ko",
		"a:\n    go run ./checker hint 01\nb":               "a:\n    go run ./checker hint 01 --lang ko\nb",
		"now: go run ./checker explain -- go test ./...":    "now: go run ./checker explain --lang ko -- go test ./...",
		"go run ./checker hint 2            the first step": "go run ./checker hint 2            the first step",
		"go run ./checker run --lang en":                    "go run ./checker run --lang en",
		"In a sentence go run ./checker is not a command":   "In a sentence go run ./checker is not a command",
	} {
		assert.Equal(t, want, p.keepLanguages(text))
	}
}
