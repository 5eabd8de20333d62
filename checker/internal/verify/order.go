package verify

import (
	"slices"
	"strings"
)

// AllOK reports whether there is an outcome and every outcome is OK.
func AllOK(outcomes []Outcome) bool {
	return len(outcomes) > 0 && !slices.ContainsFunc(outcomes, func(o Outcome) bool { return !o.OK() })
}

// Sorted returns the outcomes sorted by lesson, kind and name.
func Sorted(outcomes []Outcome) []Outcome {
	kinds := []Kind{Start, Repair, Solution, Right, Wrong}
	return slices.SortedFunc(slices.Values(outcomes), func(a, b Outcome) int {
		if c := strings.Compare(a.Trial.Lesson.ID, b.Trial.Lesson.ID); c != 0 {
			return c
		}
		if c := slices.Index(kinds, a.Trial.Kind) - slices.Index(kinds, b.Trial.Kind); c != 0 {
			return c
		}
		return strings.Compare(a.Trial.Name, b.Trial.Name)
	})
}
