package arena_test

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/web/arena"
)

// floods fails with a text that is too long for a page.
func floods(t *explore.T) { t.Errorf("%s", strings.Repeat("긴", 100_000)) }

func TestALongTextIsCutOff(t *testing.T) {
	s := newSite(t, func(o *arena.Options) {
		o.Levels = func(string) []arena.Level { return []arena.Level{{ID: "small/floods", Group: "small"}} }
		o.Open = func(context.Context, string, string) (*arena.Scenario, error) {
			sc := open(t, new(sync.Mutex), floods)
			sc.Close = func() error { return nil }
			return sc, nil
		}
	})
	for _, action := range []string{"moves", "machine"} {
		res, body := s.request("POST", "/play/small/floods/"+action, "application/json", `{"moves":null,"finish":true}`)
		assert.Equal(t, http.StatusOK, res.StatusCode)
		assert.Contains(t, body, "긴긴…", action)
		assert.Less(t, len(body), 50_000, action)
	}
}
