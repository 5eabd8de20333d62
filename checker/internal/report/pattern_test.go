package report

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/blame"
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
