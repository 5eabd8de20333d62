package player_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/web/player"
)

func TestTheSettingsOfATestAreNotShown(t *testing.T) {
	read := explore.Step{Goroutine: "main", File: "words_test.go", Line: 22, Code: "if korean {", Op: "read", Name: "korean", Value: "true", Object: 1}
	start := explore.Step{Goroutine: "main", File: "map.go", Line: 51, Code: "go own()", Op: "go", Value: "own"}
	steps := func(trace ...explore.Step) []string {
		r := &explore.Result{Trace: trace, Objects: []explore.Object{{Number: 1, Kind: "variable", Name: "korean"}}}
		return player.NewPicture(r, func(string) []string { return nil }, msg.New("en")).Steps
	}
	assert.Equal(t, []string{"main: starts own"}, steps(read, start))
	write := read
	write.Op, write.Value = "write", "false"
	assert.Len(t, steps(read, start, write), 3, "a variable that changes")
	code := read
	code.File = "map.go"
	assert.Len(t, steps(code, start), 2, "a variable of the program")
	chosen := read
	chosen.Point = true
	assert.Len(t, steps(chosen, start), 2, "another goroutine could have moved here")
}
