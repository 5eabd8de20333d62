package browsertest

import (
	"context"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// limit is for a page that never shows what is waited for. No test waits for it otherwise.
const limit = 10 * time.Minute

// Tab is a tab of a real browser.
type Tab struct {
	t    *testing.T
	ctx  context.Context
	mu   sync.Mutex
	seen []string // what the browser has complained about
}

// Open opens an address in a browser of its own, or in another tab of from. It is closed at the end of the test.
func Open(t *testing.T, from *Tab, address string) *Tab {
	t.Helper()
	b := &Tab{t: t}
	var stop, closeTab context.CancelFunc
	if from != nil {
		b.ctx, closeTab = chromedp.NewContext(from.ctx)
	} else {
		options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(Path(t)), chromedp.NoSandbox, chromedp.UserDataDir(t.TempDir()))
		ctx, stopLimit := context.WithTimeout(t.Context(), limit)
		t.Cleanup(stopLimit)
		ctx, stop = chromedp.NewExecAllocator(ctx, options...)
		t.Cleanup(stop)
		b.ctx, closeTab = chromedp.NewContext(ctx)
	}
	t.Cleanup(closeTab)
	require.NoError(t, chromedp.Listen(b.ctx, b.listen))
	b.Do(chromedp.Navigate(address))
	return b
}

// listen keeps what the browser complains about: errors of the script, and what the policy has refused.
func (b *Tab) listen(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		b.seen = append(b.seen, fmt.Sprintf("%+v", e.ExceptionDetails))
	case *log.EventEntryAdded: // what the policy has refused, among others
		if e.Entry.Level == "error" {
			b.seen = append(b.seen, e.Entry.Text+" "+e.Entry.URL)
		}
	case *runtime.EventConsoleAPICalled:
		b.seen = append(b.seen, fmt.Sprint(e.Type, e.Args))
	}
}

// Do does what chromedp can do.
func (b *Tab) Do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	require.NoError(b.t, chromedp.Do(b.ctx, actions...))
}

// Until waits until a condition in JavaScript is true. It asks from outside, because the page's policy lets nothing be compiled in it.
func (b *Tab) Until(condition string) {
	b.t.Helper()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		ok, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool]("!!("+condition+")"))
		if err == nil && ok {
			return
		}
		select {
		case <-tick.C: // an error is that of a page that is being left
		case <-b.ctx.Done():
			require.FailNow(b.t, "it never came", "%s: %v", condition, err)
		}
	}
}

// Eval returns the value of an expression in JavaScript.
func Eval[T any](b *Tab, expression string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	require.NoError(b.t, err, expression)
	return v
}

// Press presses keys, one after the other.
func (b *Tab) Press(keys string) {
	b.t.Helper()
	b.Do(chromedp.KeyEvent(keys))
}

// Clean checks that the browser has not complained.
func (b *Tab) Clean() {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	assert.Empty(b.t, b.seen)
}

// Look makes pictures of the page at several widths, light and dark, in the folder that PAGE_PICTURES names. It checks at each width that nothing is
// cut off.
func (b *Tab) Look(name string) {
	b.t.Helper()
	dir := os.Getenv("PAGE_PICTURES")
	for _, width := range []int64{320, 360, 768, 1280, 2560} {
		b.Do(chromedp.EmulateViewport(width, 1400))
		wide := Eval[int64](b, "document.documentElement.scrollWidth")
		assert.LessOrEqual(b.t, wide, width, "%s: the page is wider than the screen", name)
		for _, theme := range []string{"light", "dark"} {
			if dir == "" || width == 320 || width == 768 {
				continue
			}
			b.Do(prefer(theme))
			picture, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
			require.NoError(b.t, err)
			require.NoError(b.t, os.WriteFile(filepath.Join(dir, fmt.Sprintf("%s-%d-%s.png", name, width, theme)), picture, 0o600))
		}
	}
	b.Do(chromedp.EmulateViewport(1280, 900))
}

// Keep makes a picture of the page for the texts, in a window of 1200 to 760 and in the light. With RENEW=1 it writes the picture to the file; without, it
// checks that the file has a picture of that size: two versions of a browser draw letters a little differently.
func (b *Tab) Keep(file string) {
	b.t.Helper()
	const width, height = 1200, 760
	b.Do(chromedp.EmulateViewport(width, height), prefer("light"))
	picture, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	require.NoError(b.t, err)
	if os.Getenv("RENEW") == "1" {
		require.NoError(b.t, os.WriteFile(file, picture, 0o644))
	}
	kept, err := os.Open(file)
	require.NoError(b.t, err, "RENEW=1 makes it")
	defer kept.Close()
	size, err := png.DecodeConfig(kept)
	require.NoError(b.t, err)
	assert.Equal(b.t, [2]int{width, height}, [2]int{size.Width, size.Height}, file)
	b.Do(chromedp.EmulateViewport(1280, 900))
}

// prefer makes the browser prefer a light or a dark page.
func prefer(theme string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}}})
		return err
	})
}
