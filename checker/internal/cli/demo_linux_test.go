package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

// startDemo starts `checker demo ARGS` in a terminal of that size.
func startDemo(t *testing.T, columns, lines uint16, args ...string) *pty {
	t.Helper()
	p := newPty(t)
	require.NoError(t, os.CopyFS(filepath.Join(p.repo, "solutions"), os.DirFS("../../../solutions")))
	p.size(columns, lines)
	p.start(buildChecker(t), append([]string{"demo"}, args...)...)
	return p
}

// Titles of the parts and texts of the lines of keys.
const (
	demoFirst, demoSecond = "1. The broken program", "2. The same with"
	demoPicture           = "How to read the picture"
	demoOn, demoEnd       = "on: Space", "end: Space"
)

func TestDemoDropsKeysThatComeEarly(t *testing.T) {
	p := startDemo(t, 60, 20, "01", "--times", "1")
	p.wait("to compare")
	p.press("\n\n \x1b[6~q\n") // while programs run
	shown := p.wait(demoFirst, "1 run: ", demoOn)
	assert.NotContains(t, shown, demoSecond)
	assert.Contains(t, shown, "(0 s)", "a counter shows what goes on")
	assert.False(t, strings.HasSuffix(strings.TrimRight(shown, "\r\n"), "\n"), "the cursor is behind the keys")
	p.press("q")
	p.ended(0)
	assert.NotContains(t, p.take(), demoSecond)
}

func TestDemoKeys(t *testing.T) {
	if os.Getenv("WORKSHOP_LONG") == "" {
		t.Skip("takes long: WORKSHOP_LONG=1")
	}
	p := startDemo(t, 60, 20, "01", "--times", "1")
	p.wait(demoFirst, demoOn)
	for _, on := range []string{"\x1b[6~", " ", "\n", "\x1b[C", "\x1bOC", "\x1b[B"} {
		p.press(on)
		p.wait(demoSecond, demoOn)
		for _, back := range map[string][]string{" ": {"b"}, "\n": {"\x1b[D"}, "\x1b[C": {"\x1b[5~"}, "\x1b[B": {"\x1b[A"}}[on] {
			p.press("x" + back) // x has no meaning
			p.wait(demoFirst, demoOn)
			p.press(on)
			p.wait(demoSecond, demoOn)
		}
		p.press("b")
		p.wait(demoFirst, demoOn)
	}
	p.press("p")
	p.wait(demoPicture, demoOn)
	p.press(" ")
	p.wait("1/", demoOn)
	p.press("ㅔ") // the key p on a Korean keyboard
	p.wait("Not every schedule is right", demoEnd)
	p.press("b")
	p.wait("total: 1", demoOn)
	p.size(80, 24)
	p.wait("total: 1", demoOn)
	p.press(" ")
	p.wait("Not every schedule is right", demoEnd)
	p.press("\x1b[6~")
	p.ended(0)
}

// TestDemoFits looks at every page of every lesson, in narrow terminals: each lesson in one of the two languages, in both with WORKSHOP_LONG=whole.
func TestDemoFits(t *testing.T) {
	if os.Getenv("WORKSHOP_LONG") == "" {
		t.Skip("takes long: WORKSHOP_LONG=1")
	}
	for i, lang := range msg.Langs() {
		on, end := map[string]string{"en": demoOn, "ko": "다음: Space"}[lang], map[string]string{"en": demoEnd, "ko": "끝: Space"}[lang]
		for j, lesson := range []string{"01", "02", "03", "04"} {
			if (i != j%2 || j > 1) && os.Getenv("WORKSHOP_LONG") != "whole" {
				continue // the whole takes minutes
			}
			columns, lines := uint16(60), uint16(20)
			if lesson == "01" && lang == "ko" {
				columns, lines = 80, 24
			}
			p := startDemo(t, columns, lines, lesson, "--times", "1", "--lang", lang)
			for last := false; !last; {
				shown := p.wait("PgDn")
				pages := strings.Split(shown, "\x1b[2J\x1b[H")
				page := strings.Split(pages[len(pages)-1], "\n")
				assert.LessOrEqual(t, len(page), int(lines), "%s", shown)
				for _, line := range page {
					assert.LessOrEqual(t, term.Width(strings.TrimRight(line, "\r")), int(columns), "%s", line)
				}
				assert.NotContains(t, shown, p.repo, "no absolute path")
				last = strings.Contains(page[len(page)-1], end)
				require.True(t, last || strings.Contains(page[len(page)-1], on), "%s", shown)
				p.press(" ")
			}
			p.ended(0)
		}
	}
}
