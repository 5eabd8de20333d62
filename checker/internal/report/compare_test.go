package report

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

func TestComparedValuesFoldAndKeepTheirPlaces(t *testing.T) {
	f := goout.Finding{
		Expected: "the map goes on serving others when nobody takes an answer any more, however many there are",
		Actual:   "Get (sharedmap.go:135) waits for ever. Goroutines wait at\n    sharedmap.go:112 (select): 1 waiting\n    sharedmap.go:68 (chan send): 1 waiting",
	}
	for _, lang := range msg.Langs() {
		say := msg.New(lang)
		for _, columns := range []int{40, 60, 80} {
			var out strings.Builder
			compare(&out, term.Style{Column: columns}, say, f)
			for line := range strings.Lines(out.String()) {
				assert.LessOrEqual(t, term.Width(strings.TrimRight(line, "\n")), columns)
			}
			assert.Contains(t, strings.Join(strings.Fields(out.String()), " "), "however many there are")
			assert.Contains(t, out.String(), "sharedmap.go:68")
		}
	}
}

func TestALongValueEnds(t *testing.T) {
	say := msg.New("en")
	var out strings.Builder
	compare(&out, term.Style{Column: 80}, say, goout.Finding{Expected: strings.Repeat("x", 500), Actual: strings.Repeat("word ", 500)})
	assert.Equal(t, 1+maxValue, strings.Count(out.String(), "\n"))
	for line := range strings.Lines(out.String()) {
		assert.LessOrEqual(t, term.Width(strings.TrimRight(line, "\n")), 80)
	}
}

// TestOfTwoLongMapsTheDifferenceIsShown: not all of a map of hundreds of keys is printed, but the key in which two differ is.
func TestOfTwoLongMapsTheDifferenceIsShown(t *testing.T) {
	value := func(last int) string {
		var b strings.Builder
		b.WriteString("map[string]int{")
		for i := range 228 {
			fmt.Fprintf(&b, "\"page%d\":%d, ", i, i)
		}
		fmt.Fprintf(&b, "\"the last\":%d}", last)
		return b.String()
	}
	var out strings.Builder
	compare(&out, term.Style{Column: 80}, msg.New("en"), goout.Finding{Expected: value(1), Actual: value(2)})
	assert.Contains(t, out.String(), `"the last":1}`)
	assert.Contains(t, out.String(), `"the last":2}`)
	assert.NotContains(t, out.String(), `"page3"`)
	assert.Less(t, strings.Count(out.String(), "\n"), maxValue)
}
