package report

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/diagnose"
)

func TestARaceIsToldOnce(t *testing.T) {
	read, write := diagnose.Access{Op: "read", File: "a.go", Line: 85}, diagnose.Access{Op: "write", File: "a.go", Line: 52}
	race := func(a, b diagnose.Access) diagnose.Finding {
		return diagnose.Finding{Kind: diagnose.KindDataRace, File: "a.go", Line: a.Line, Text: a.Op, Accesses: []diagnose.Access{a, b}}
	}
	assert.Len(t, distinct([]diagnose.Finding{race(read, write), race(write, read)}), 1, "the other way round")
	assert.Len(t, distinct([]diagnose.Finding{race(read, write), race(write, write)}), 2, "another race")
}
