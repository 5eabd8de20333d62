package report

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/goout"
)

func TestARaceIsToldOnce(t *testing.T) {
	read, write := goout.Access{Op: "read", File: "a.go", Line: 85}, goout.Access{Op: "write", File: "a.go", Line: 52}
	race := func(a, b goout.Access) goout.Finding {
		return goout.Finding{Kind: goout.KindDataRace, File: "a.go", Line: a.Line, Text: a.Op, Accesses: []goout.Access{a, b}}
	}
	assert.Len(t, distinct([]goout.Finding{race(read, write), race(write, read)}), 1, "the other way round")
	assert.Len(t, distinct([]goout.Finding{race(read, write), race(write, write)}), 2, "another race")
}
