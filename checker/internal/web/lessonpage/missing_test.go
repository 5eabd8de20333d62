package lessonpage_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAMissingPageSaysWhereTheLessonsAre(t *testing.T) {
	s := newSite(t)
	for path, want := range map[string]string{
		"/lesson/nothing":         "There is nothing at this address. All lessons are at /",
		"/nothing":                "There is nothing at this address. All lessons are at /",
		"/docs/none.md?lang=ko":   "이 주소에는 아무것도 없습니다. 모든 레슨은 / 주소에 있습니다.",
		"/lesson/<b>?lang=nobody": "There is nothing at this address. All lessons are at /",
	} {
		code, body := s.get(path)
		assert.Equal(t, http.StatusNotFound, code, path)
		assert.Equal(t, want+"\n", body, path)
	}
}
