package gotest

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/course"
)

func TestUseLessonNames(t *testing.T) {
	s := Source{Lesson: course.Lesson{ID: "01-race", File: "tally.go"}, File: "/tmp/workshop-1/12-tally.go"}
	out := "# pkg\n/tmp/workshop-1/12-tally.go:3:11: syntax error\nlessons/01-race/main.go:2: undefined: X\n\t..rkshop-1/12-tally.go:4:1: other declaration\n" +
		"vet: ../12-tally.go:1:1: bad\nC:\\tmp\\12-tally.go:5:6: no\n/x/112-tally.go:1: other\n"
	want := "# pkg\nlessons/01-race/tally.go:3:11: syntax error\nlessons/01-race/main.go:2: undefined: X\n\tlessons/01-race/tally.go:4:1: other declaration\n" +
		"vet: lessons/01-race/tally.go:1:1: bad\nlessons/01-race/tally.go:5:6: no\n/x/112-tally.go:1: other\n"
	assert.Equal(t, want, string(useLessonNames([]byte(out), s)))
	assert.Equal(t, out, string(useLessonNames([]byte(out), Source{Lesson: s.Lesson})), "no file stands in")
}
