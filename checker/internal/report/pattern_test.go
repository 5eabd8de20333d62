package report

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/diagnose"
	"sharedmap-workshop/checker/internal/msg"
)

func TestEveryPatternHasItsWordsAndItsLesson(t *testing.T) {
	for _, lang := range msg.Langs() {
		say := msg.New(lang)
		for _, p := range diagnose.Patterns() {
			assert.True(t, say.Has("pattern."+string(p)), "%s: no words for %s", lang, p)
			assert.NotEmpty(t, taughtBy[p], "no lesson for %s", p)
		}
	}
}
