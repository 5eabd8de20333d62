package cputime

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestUsedGrowsWithWorkAndNotWithSleep(t *testing.T) {
	const work = 50 * time.Millisecond
	before := Used()
	for Used()-before < work {
	}
	busy := Used() - before
	assert.GreaterOrEqual(t, busy, work)

	before = Used()
	time.Sleep(4 * work)
	assert.Less(t, Used()-before, 2*work, "to sleep costs no processor time")
}
