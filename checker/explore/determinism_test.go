package explore_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/explore/rt"
)

// A schedule whose end depends on more than the schedule is reported as such.
func TestDeterminism(t *testing.T) {
	n := 0
	tests := []struct {
		name     string
		scenario func(t *explore.T)
		want     explore.Cause
	}{
		{"another message each time", func(t *explore.T) { n++; t.Errorf("%d", n) }, explore.Nondeterministic},
		{"wrong from the third time on", func(t *explore.T) {
			if n++; n > 2 {
				t.Error("wrong")
			}
		}, explore.Nondeterministic},
		{"right except the first time", func(t *explore.T) {
			if n++; n == 1 {
				t.Error("wrong")
			}
		}, explore.Nondeterministic},
		{"a leak from the third time on", func(t *explore.T) {
			if n++; n > 2 {
				t.Go("left", rt.Forever)
			}
		}, explore.Nondeterministic},
		{"always wrong", func(t *explore.T) { t.Error("wrong") }, explore.Check},
		{"always right", func(t *explore.T) {}, explore.None},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			n = 0
			r := explore.Explore(t, explore.DefaultLimits(), tt.scenario)
			assert.Equal(t, tt.want, r.Cause, "%+v", r)
			assert.Equal(t, tt.want == explore.Nondeterministic, len(r.Outcomes) == 2)
		})
	}
}
