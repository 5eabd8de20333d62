package arena_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/web/arena"
)

func TestAPageRunsNothingButItsOwnFiles(t *testing.T) {
	s := newSite(t, nil)
	for _, path := range []string{"/play/", "/play/small/locks", "/play/small/locks?lang=ko", "/play/small/locks?lang=nothing"} {
		res, body := s.request("GET", path, "", "")
		assert.Equal(t, http.StatusOK, res.StatusCode, path)
		policy := res.Header.Get("Content-Security-Policy")
		assert.True(t, strings.HasPrefix(policy, "default-src 'none';"), policy)
		assert.NotContains(t, policy, "unsafe")
		assert.Equal(t, "nosniff", res.Header.Get("X-Content-Type-Options"))
		assert.Contains(t, body, "&lt;i&gt;Locks&lt;/i&gt;", "a title is text")
		for _, inline := range []string{"<style", "style=", "onclick", "<script>", "javascript:", "<no value>", "arena.", "play."} {
			rest := strings.NewReplacer("arena.css", "", "arena.js", "").Replace(body)
			assert.NotContains(t, rest, inline, path)
		}
	}
	_, body := s.request("GET", "/play/small/locks?lang=ko", "", "")
	assert.Contains(t, body, `<html lang="ko">`)
	assert.Contains(t, body, `href="/play/small/locks?lang=en"`)
	assert.Contains(t, body, `href="/lesson/small?lang=ko"`)
	for file, kind := range map[string]string{"arena.css": "text/css", "arena.js": "text/javascript", "list.js": "text/javascript", "icon.svg": "image/svg+xml"} {
		res, body := s.request("GET", "/play/-/"+file, "", "")
		assert.Equal(t, kind+"; charset=utf-8", res.Header.Get("Content-Type"))
		assert.NotEmpty(t, body)
	}
	assert.Zero(t, s.opened.Load(), "looking at pages builds nothing")
}

func TestTwoTabsPlayOneScenario(t *testing.T) {
	s := newSite(t, nil)
	ends := map[string]string{`{"moves":[2,1,2]}`: "broken", `{"moves":[2,1]}`: "open", `{"moves":[1],"finish":true}`: "held"}
	var wg sync.WaitGroup
	for body, want := range ends {
		for range 5 {
			wg.Go(func() {
				res, text := s.request("POST", "/play/small/locks/moves", "application/json", body)
				var a arena.Answer
				assert.NoError(t, json.Unmarshal([]byte(text), &a))
				assert.Equal(t, http.StatusOK, res.StatusCode)
				assert.Equal(t, want, a.State, body)
			})
		}
	}
	wg.Wait()
	assert.EqualValues(t, 1, s.opened.Load())
}
