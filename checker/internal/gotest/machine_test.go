package gotest

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/msg"
)

func TestMachineFaults(t *testing.T) {
	for out, want := range map[string]Fault{
		"go: -race is not supported on linux/386\n":                                                                NoRace,
		"-race is not supported on windows/arm64\n":                                                                NoRace,
		"go: -race requires cgo; enable cgo by setting CGO_ENABLED=1\n":                                            NoCompiler,
		"# runtime/cgo\n/usr/include/stdint.h:26:10: fatal error: bits/libc-header-start.h: No such file\n":        NoCompiler,
		"go: github.com/x/y@v1: Get \"https://modules.example\": dial tcp: lookup modules.example: no such host\n": NoModules,
	} {
		m := machineFault([]byte(out))
		if assert.NotNil(t, m, out) {
			assert.Equal(t, want, m.Fault, out)
		}
	}
	assert.Nil(t, machineFault([]byte("lessons/01-race/tally.go:3:1: undefined: x // -race is not supported on\n")), "the student's own words")
}

func TestAPlatformWithoutRaceIsToldOfTheContainer(t *testing.T) {
	for _, lang := range msg.Langs() {
		for _, key := range []string{"machine." + string(NoRace), "doctor.race-platform.mend"} {
			text := msg.New(lang).Say(key)
			require.Contains(t, text, "docker run", "%s in %s", key, lang)
			assert.Contains(t, text, ".devcontainer", "%s in %s", key, lang)
		}
	}
}
