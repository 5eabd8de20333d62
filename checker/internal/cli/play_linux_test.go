package cli_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/term"
)

// Texts of the lines of keys.
const playOn, playBack = "q leave", "any other key: back"

// startPlay starts `checker play ARGS` in a terminal of 80 columns and 24 lines.
func startPlay(t *testing.T, bin string, args ...string) *pty {
	t.Helper()
	p := newPty(t)
	p.size(80, 24)
	p.start(bin, append([]string{"play"}, args...)...)
	return p
}

// page returns the last page of what was shown, and holds that it fits into the terminal.
func (p *pty) page(columns, lines int, shown string) string {
	p.t.Helper()
	s := screen{columns: 1000}
	s.write(shown)
	assert.LessOrEqual(p.t, len(s.lines), lines)
	text := ""
	for _, line := range s.lines {
		assert.LessOrEqual(p.t, term.Width(line), columns-1, "%s", line)
		text += line + "\n"
	}
	return text
}

// play presses keys and returns the page that follows.
func (p *pty) play(keys string, texts ...string) string {
	p.t.Helper()
	p.press(keys)
	return p.page(80, 24, p.wait(append(texts, playOn)...))
}

func TestPlay(t *testing.T) {
	bin := buildChecker(t)
	t.Run("a broken step", func(t *testing.T) { playABrokenStep(t, bin) })
	t.Run("what cannot be broken", func(t *testing.T) { playWhatCannotBeBroken(t, bin) })
	t.Run("Ctrl-C", func(t *testing.T) { playCtrlC(t, bin) })
}

func playABrokenStep(t *testing.T, bin string) {
	p := startPlay(t, bin, "atomic")
	start := p.page(80, 24, p.wait("Who moves next?", playOn))
	assert.Contains(t, start, "choices: 1")
	assert.Contains(t, start, ">  1 update 1  takes the lock mu  mutexmap.go:58  m.mu.Lock()")
	assert.Contains(t, start, "waits for update 1 to end")

	p.play("1", "choices: 1,1")
	p.play("9", "There is no number 9")
	p.play("\x1b[B", ">  2 ")
	p.play("\n", "choices: 1,1,2")
	p.play("u", "choices: 1,1\x1b", ">  1 ")
	p.play("r", "It held: this schedule ends well.", " break it") // some schedules, or that many of all
	p.play("ㅕ", "choices: 1,1\x1b")                               // the key u on a Korean keyboard
	p.play("2", "choices: 1,1,2")
	won := p.play("2r", "You broke it!")
	assert.Contains(t, won, "The check of the test fails: 2 increments made 1")
	p.play("1", "The schedule has ended.")

	p.press("m")
	beside := p.page(80, 24, p.wait("Your schedule", "The machine's schedule", playBack))
	assert.Contains(t, beside, "> update 1: 64 m.mu.Lock()")
	p.play("x", "You broke it!")
	p.press("?")
	p.page(80, 24, p.wait("You are the scheduler.", playBack))
	p.play("x", "You broke it!")
	assert.Equal(t, start, p.play("U", "Who moves next?"))
	p.play("u", "The scenario leaves this open", "rarer cases")
	p.play("u", "This is the start.")
	p.size(60, 20)
	p.page(60, 20, p.wait("rarer cases", "…"))
	p.press("q")
	p.ended(0)
}

func playWhatCannotBeBroken(t *testing.T, bin string) {
	p := newPty(t)
	right, err := os.ReadFile("../../../solutions/02-mutex/mutexmap.go")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(p.repo, "lessons", "02-mutex", "mutexmap.go"), right, 0o600))
	p.size(80, 24)
	p.start(bin, "play", "atomic", "--lang", "ko")
	p.wait("다음에 누가 움직일까요?", "q 종료")
	p.press("r")
	p.wait("무사합니다. 이 스케줄은 제대로 끝납니다.", "모두 시험했고, 모두 무사합니다.", "q 종료")
	p.press("m")
	p.wait("모두 시험했고, 모두 무사합니다.", "돌아가기")
	p.press("x")
	p.wait("q 종료")
	p.press("\x04") // Ctrl-D
	p.ended(0)
}

// playCtrlC interrupts the game while schedules are counted, at its start, and in a page.
func playCtrlC(t *testing.T, bin string) {
	moments := []string{"12r", "", "1", "?"}
	if os.Getenv("WORKSHOP_LONG") == "" {
		moments = moments[:1]
	}
	for _, keys := range moments {
		p := startPlay(t, bin, "atomic")
		p.wait("Who moves next?", playOn)
		require.True(t, p.raw())
		p.press(keys + "\x03")
		p.ended(3)
	}
}
