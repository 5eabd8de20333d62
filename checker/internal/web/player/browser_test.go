package player_test

import (
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/web/browsertest"
)

// seen says, with the keys that were pressed, what a reader of the page sees.
const seen = `<script type="module">
for (const key of %s) document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
const pre = document.createElement("pre");
pre.id = "seen";
pre.textContent = [location.hash, document.body.className, ...[...document.querySelectorAll(".state, .question, tr")].map((e) => e.hidden + e.className),
  ...[...document.querySelectorAll(".here")].map((e) => e.textContent)].join("\n");
document.body.append(pre);
</script></body>`

// look opens the page in a browser, presses the keys and returns what is seen then.
func look(t *testing.T, page, hash, keys string) string {
	t.Helper()
	browser := browsertest.Path(t)
	page = regexp.MustCompile(`<meta http-equiv=[^>]*>`).ReplaceAllString(page, "") // the policy forbids the test's script
	page = strings.Replace(page, "</body>", fmt.Sprintf(seen, keys), 1)
	dir := t.TempDir()
	file := filepath.Join(dir, "page.html")
	require.NoError(t, os.WriteFile(file, []byte(page), 0o600))
	where := url.URL{Scheme: "file", Path: filepath.ToSlash(file), Fragment: hash}
	out, err := exec.CommandContext(t.Context(), browser, "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir="+filepath.Join(dir, "profile"), "--dump-dom", where.String()).Output()
	require.NoError(t, err)
	_, text, ok := strings.Cut(string(out), `<pre id="seen">`)
	require.True(t, ok, "%s", out)
	text, _, _ = strings.Cut(text, "</pre>")
	return text
}

func TestToTheEndAndBackIsTheSame(t *testing.T) {
	page := render(t, closes(), "en", "", "", "", "", "", "", "\tclose(m.done)")
	direct := look(t, page, "1", `[]`)
	assert.True(t, strings.HasPrefix(direct, "#1\n"), direct)
	assert.Equal(t, direct, look(t, page, "", `["End", "PageUp", "ArrowLeft", "ArrowUp"]`))
	assert.Equal(t, direct, look(t, page, "", `["PageDown", "Home", " "]`))
	assert.Contains(t, direct, "close(m.done)", "the line at which a goroutine stands")
}

func TestAnAnswerShowsWhatWasAskedFor(t *testing.T) {
	page := render(t, closes(), "en")
	before := look(t, page, "2", `[]`)
	assert.Contains(t, strings.Split(before, "\n")[1], "asking")
	for _, key := range []string{"1", "Escape"} {
		assert.NotContains(t, strings.Split(look(t, page, "2", `["`+key+`"]`), "\n")[1], "asking")
	}
}
