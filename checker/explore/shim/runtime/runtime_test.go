package runtime_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/explore/internal/schedtest"
	"sharedmap-workshop/checker/explore/shim/runtime"
)

func TestGosched(t *testing.T) {
	assert.Equal(t, []string{"a main"}, schedtest.All(t, 0, func(p *schedtest.P) {
		p.Go("a", func() { p.Log("a") })
		runtime.Gosched()
		p.Log("main")
	}), "the other goroutine moves first")
	assert.Equal(t, []string{"main"}, schedtest.All(t, 0, func(p *schedtest.P) { runtime.Gosched(); p.Log("main") }))
	runtime.Gosched() // outside of a schedule
}
