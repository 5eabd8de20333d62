package explore

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/explore/rt"
	"sharedmap-workshop/checker/explore/strategy"
)

// A random schedule that breaks becomes one with as few switches as the mistake needs.
func TestMinimise(t *testing.T) {
	s := newSearch(t, DefaultLimits(), func(t *T) {
		last, o := "", new(rt.SyncObject)
		for i := range 4 {
			name := fmt.Sprint(i)
			t.Go(name, func() {
				for range 4 {
					rt.Enter().Point(rt.Op{Kind: "step", Object: o}, nil)
					rt.Enter().Touch(o, true)
					last = name
				}
			})
		}
		t.Wait()
		if last == "0" {
			t.Error("the first was last")
		}
	})
	for n := 0; n < 1000; n += 5 { // every fifth has many preemptions
		o := s.execute(rt.Config{Strategy: strategy.NewRandom(n, strategy.Preemptions, 20)})
		if o.End != rt.Check || o.Switches < 10 {
			continue
		}
		simple, choices := s.minimise(o)
		assert.Equal(t, rt.Check, simple.End)
		assert.LessOrEqual(t, simple.Switches, 7, "%d switches before", o.Switches)
		assert.Equal(t, simple.Switches, s.schedule(choices, nil, false).Switches, "the choices make that schedule")
		return
	}
	require.Fail(t, "no random schedule breaks")
}
