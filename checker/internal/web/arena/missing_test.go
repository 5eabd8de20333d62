package arena_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAMissingLevelSaysWhereTheOthersAre(t *testing.T) {
	s := newSite(t, nil)
	for _, at := range []struct{ method, path, want string }{
		{"GET", "/play/small/nothing", "There is no such scenario. All scenarios are at /play/"},
		{"GET", "/play/-/nothing.js?lang=xx", "There is no such scenario. All scenarios are at /play/"},
		{"POST", "/play/<b>/moves?lang=ko", "그런 시나리오가 없습니다. 모든 시나리오는 /play/ 주소에 있습니다."},
	} {
		res, body := s.request(at.method, at.path, "application/json", "{}")
		assert.Equal(t, http.StatusNotFound, res.StatusCode, at.path)
		assert.Equal(t, at.want+"\n", body, at.path)
	}
}
