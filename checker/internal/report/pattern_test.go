package report

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/blame"
	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
)

func TestEveryPatternHasItsWordsAndItsLesson(t *testing.T) {
	for _, lang := range msg.Langs() {
		say := msg.New(lang)
		for _, p := range blame.Patterns() {
			assert.True(t, say.Has("pattern."+string(p)), "%s: no words for %s", lang, p)
			assert.NotEmpty(t, lessonFor(p), "no lesson for %s", p)
		}
	}
}

func TestEveryLessonTeachesPatternsThatThereAre(t *testing.T) {
	c, err := course.Published()
	require.NoError(t, err)
	taught := map[string]string{}
	for _, l := range c.Lessons {
		for _, p := range l.Teaches {
			assert.Contains(t, blame.Patterns(), goout.Pattern(p), l.ID)
			assert.Empty(t, taught[p], "%s: %s teaches it already", l.ID, p)
			taught[p] = l.ID
		}
	}
}
