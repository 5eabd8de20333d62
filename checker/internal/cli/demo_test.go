package cli_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/cli"
	"sharedmap-workshop/checker/internal/goout"
)

func raceAt(first, second goout.Access) goout.Finding {
	return goout.Finding{Kind: goout.KindDataRace, Accesses: []goout.Access{first, second}}
}

// TestOneRaceIsExplained gives the reports of a run in another order, and the accesses of each report, too.
func TestOneRaceIsExplained(t *testing.T) {
	read, write := goout.Access{Op: "read", File: "tally.go", Line: 23}, goout.Access{Op: "write", File: "tally.go", Line: 23}
	later := goout.Access{Op: "write", File: "tally.go", Line: 44}
	test := goout.Access{Op: "read", File: "a_test.go", Line: 1}
	check := goout.Finding{Kind: goout.KindAssertion}
	want := []goout.Access{read, write}
	for _, found := range [][]goout.Finding{
		{check, raceAt(read, write), raceAt(later, later), raceAt(test, write)},
		{raceAt(write, test), raceAt(later, later), raceAt(write, read), check},
		{raceAt(later, later), raceAt(write, read), raceAt(test, write)},
	} {
		assert.Equal(t, want, cli.OneFinding(found).Accesses)
	}
	assert.Equal(t, goout.KindAssertion, cli.OneFinding([]goout.Finding{check}).Kind, "where there is no race, the test's own words")
}
