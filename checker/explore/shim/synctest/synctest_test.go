package synctest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/explore/internal/schedtest"
	"sharedmap-workshop/checker/explore/rt"
	"sharedmap-workshop/checker/explore/shim/synctest"
)

func TestWait(t *testing.T) {
	assert.Equal(t, []string{"a b main"}, schedtest.All(t, 2, func(p *schedtest.P) {
		c := make(chan int)
		p.Go("a", func() { p.Log("a"); rt.To(c).Send(1) })
		p.Go("b", func() { rt.Recv(c); p.Log("b") })
		synctest.Wait()
		p.Log("main")
	}))
	synctest.Wait() // outside of a schedule it does nothing
}

func TestTest(t *testing.T) {
	ran := 0
	r := explore.Explore(t, explore.DefaultLimits(), func(t *explore.T) {
		synctest.Test(t, func(*explore.T) { ran++ })
	})
	assert.True(t, r.OK(), "%+v", r)
	assert.Positive(t, ran)
}
