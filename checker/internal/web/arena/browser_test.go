package arena_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/web/browsertest"
)

// at is a condition: these choices were made, and all that they lead to is drawn.
func at(moves string) string {
	return fmt.Sprintf(`location.hash === "#%s" && !document.querySelector("[aria-busy]")`, moves)
}

// seen returns what a reader sees of the game, as text.
func seen(b *browsertest.Tab) string {
	return browsertest.Eval[string](b, `document.querySelector("#stage").innerHTML.replaceAll(' style=""', "")`)
}

// texts returns the texts of all that a query finds.
func texts(b *browsertest.Tab, query string) []string {
	return browsertest.Eval[[]string](b, fmt.Sprintf(`[...document.querySelectorAll(%q)].map((e) => e.textContent)`, query))
}

func click(b *browsertest.Tab, query string) {
	browsertest.Eval[bool](b, fmt.Sprintf(`(document.querySelector(%q).click(), true)`, query))
}

// lastRowIsSeen checks that the newest step is in the part of the picture that is seen.
func lastRowIsSeen(t *testing.T, b *browsertest.Tab) {
	t.Helper()
	assert.True(t, browsertest.Eval[bool](b, `(() => {
		const box = document.querySelector("#sheet").getBoundingClientRect(), row = document.querySelector("#sheet tbody tr:last-child").getBoundingClientRect();
		return row.top >= box.top && row.bottom <= box.bottom + 1;
	})()`))
}

func TestAGameOfClicks(t *testing.T) {
	browsertest.Path(t)
	s := newSite(t, nil)
	b := browsertest.Open(t, nil, s.url+"/play/small/locks")
	b.Until(at("2"))
	start := seen(b)
	assert.Equal(t, []string{"Who moves next?"}, texts(b, "#verdict p"))
	assert.Equal(t, []string{"1 ▶", "2 ▶"}, texts(b, "tfoot button"))
	assert.Contains(t, strings.Join(texts(b, "#choices button"), "\n"), "<img src=x onerror=alert(1)>", "a name is text")
	assert.Zero(t, browsertest.Eval[int](b, `document.images.length`))
	assert.True(t, browsertest.Eval[bool](b, `document.querySelector("[data-go=start]").disabled`))

	click(b, `tfoot button[data-way="1"]`) // below the lane
	b.Until(at("2,1"))
	middle := seen(b)
	b.Look("game-en")
	click(b, `#choices button[data-way="2"]`)
	b.Until(at("2,1,2"))
	assert.Equal(t, []string{"You broke it!"}, texts(b, "#verdict h2"))
	assert.Contains(t, texts(b, "#verdict p"), "Goroutines wait for ever, and no other one can wake them.")
	lastRowIsSeen(t, b)
	b.Look("broken-en")

	click(b, "[data-go=undo]")
	b.Until(at("2,1"))
	assert.Equal(t, middle, seen(b), "back is the same picture")
	click(b, "[data-go=start]")
	b.Until(at("2"))
	assert.Equal(t, start, seen(b))
	click(b, "[data-go=finish]")
	b.Until(`document.querySelector("#verdict.held")`)
	lastRowIsSeen(t, b)
	b.Look("held-en")

	// The address holds the game: in a new tab, and after a reload.
	other := browsertest.Open(t, b, s.url+"/play/small/locks?lang=ko#2,1")
	other.Until(at("2,1"))
	assert.Equal(t, []string{"다음에 누가 움직일까요?"}, texts(other, "#verdict p"))
	other.Look("game-ko")
	browsertest.Eval[bool](b, `(location.hash = "#2,1", true)`)
	b.Until(at("2,1"))
	assert.Equal(t, middle, seen(b))

	// The browser remembers what was broken.
	list := browsertest.Open(t, b, s.url+"/play/")
	list.Until(`document.querySelectorAll("li b:not([hidden])").length === 1`)
	assert.Equal(t, []string{"✓ broken before"}, texts(list, `[data-level="small/locks"] b`))
	list.Look("list-en")
	for _, tab := range []*browsertest.Tab{b, other, list} {
		tab.Clean()
	}
}

func TestAGameOfKeys(t *testing.T) {
	browsertest.Path(t)
	s := newSite(t, nil)
	b := browsertest.Open(t, nil, s.url+"/play/small/locks")
	b.Until(at("2"))
	b.Press("u") // the case, too, can be chosen
	b.Until(at("0"))
	assert.Equal(t, []string{"1the same order", "2<b>other</b> orders"}, texts(b, "#choices button"))
	assert.True(t, browsertest.Eval[bool](b, `document.querySelector("[data-go=undo]").disabled`))
	b.Press("2")
	b.Until(at("2"))
	b.Press("22") // quicker than the answers
	b.Until(at("2,2,2"))
	b.Press("m")
	b.Until(`document.activeElement.id === "machine" && document.querySelectorAll("#machines tr[data-row]").length > 0`)
	assert.Contains(t, texts(b, "#difference")[0], "The two schedules")
	b.Press("u")
	b.Until(at("2,2"))
	b.Press("1")
	b.Until(`location.hash.startsWith("#2,2,1")`)
	b.Until(`document.querySelector("#difference").textContent.includes("In yours")`)
	b.Until(`document.querySelectorAll("#machine tr.differs").length > 0`)
	b.Look("machine-en")
	b.Press("m")
	b.Until(`document.querySelector("#machine").hidden`)
	b.Press("U")
	b.Until(at("2"))
	b.Press("r")
	b.Until(`document.querySelector("#verdict.held")`)
	b.Press("u")
	b.Until(at("2"))
	b.Press("l")
	b.Until(at("2") + ` && document.documentElement.lang === "ko" && document.querySelector("#choices button")`)
	b.Clean()
}

func TestAListOfMovesThatDoesNotFit(t *testing.T) {
	browsertest.Path(t)
	s := newSite(t, nil)
	b := browsertest.Open(t, nil, s.url+"/play/small/locks#2,9")
	b.Until(`document.querySelector("#message button")`)
	assert.Equal(t, []string{"Move 2 is 9, but only the numbers 1 to 2 can be chosen there.To the start"}, texts(b, "#message"))
	click(b, "#message button")
	b.Until(at("2"))
	s.version.Add(1)
	b.Press("1")
	b.Until(at("2,1") + ` && document.querySelector("#message button")`)
	assert.Contains(t, texts(b, "#message")[0], "The file has changed")
	click(b, "#message button")
	b.Until(at("2") + ` && document.querySelector("#message").hidden`)
}
