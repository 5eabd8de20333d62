package cli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestQuestions asks in a real terminal, and answers.
func TestQuestions(t *testing.T) {
	bin := buildChecker(t)
	p := newPty(t)
	original, err := os.ReadFile(p.file())
	require.NoError(t, err)
	backups := func() int {
		found, err := filepath.Glob(p.file() + ".*.bak")
		require.NoError(t, err)
		return len(found)
	}
	const mine = "package main // mine\n"
	p.save(mine)

	for _, no := range []string{"n\n", "\n", "yesterday\n", "\x04"} {
		p.start(bin, "reset", "01")
		p.wait("Put the original of lessons/01-race/tally.go back?", "[y/N]")
		p.press(no)
		p.wait("stays as it is")
		p.ended(0)
		got, err := os.ReadFile(p.file())
		require.NoError(t, err)
		assert.Equal(t, mine, string(got), "%q is no", no)
	}
	require.Zero(t, backups())

	for i, yes := range []struct{ lang, question, answer, done string }{
		{"en", "Put the original", "y\n", "is the original again"},
		{"ko", "원본으로 되돌립니까?", "네\n", "원본으로 되돌렸습니다"},
	} {
		p.save(mine)
		p.start(bin, "reset", "01", "--lang", yes.lang)
		p.wait(yes.question)
		p.press(yes.answer)
		p.wait(yes.done)
		p.ended(0)
		got, err := os.ReadFile(p.file())
		require.NoError(t, err)
		assert.Equal(t, string(original), string(got))
		assert.Equal(t, i+1, backups())
	}

	require.NoError(t, os.CopyFS(filepath.Join(p.repo, "solutions"), os.DirFS("../../../solutions")))
	p.start(bin, "solution", "01", "--spoil")
	p.wait("01-race is not green yet", "Show it all the same?")
	p.press("n\n")
	p.ended(1)
	p.start(bin, "solution", "01", "--spoil")
	p.wait("Show it all the same?")
	p.press("yes\n")
	p.wait("+++ ours: solutions/01-race/tally.go")
	p.ended(0)

	// side by side where there is room
	p.size(130, 50)
	p.start(bin, "solution", "01", "--spoil", "--yes")
	p.wait("yours: lessons/01-race/tally.go", " │ \x1b[1mours: solutions/01-race/tally.go")
	p.ended(0)
}

// TestCompletionInShells presses Tab in each shell that is installed here.
func TestCompletionInShells(t *testing.T) {
	bin := buildChecker(t)
	for _, c := range []struct {
		shell       string
		args, begin []string
	}{
		{"bash", []string{"--norc", "--noprofile", "-i"}, []string{"source <(checker completion bash)"}},
		{"zsh", []string{"-f", "-i"}, []string{"autoload -U compinit && compinit -u", "source <(checker completion zsh)"}},
		{"fish", []string{"--no-config", "-i"}, []string{"checker completion fish | source"}},
	} {
		t.Run(c.shell, func(t *testing.T) {
			path, err := exec.LookPath(c.shell)
			if err != nil {
				t.Skipf("%s is not installed here", c.shell)
			}
			t.Setenv("PATH", filepath.Dir(bin)+string(os.PathListSeparator)+os.Getenv("PATH"))
			t.Setenv("HISTFILE", "")
			t.Setenv("HOME", t.TempDir())
			p := newPty(t)
			p.start(path, c.args...)
			for _, line := range c.begin {
				p.press(line + "\n")
			}
			p.press("echo be''gun\n")
			p.wait("begun\r\n")
			for typed, want := range map[string]string{
				"checker sol":              "checker solution ",
				"checker run map":          "checker run map-race ",
				"checker hint 02-mutex/or": "checker hint 02-mutex/order ",
				"checker reset 04":         "checker reset 04-close-and-context ",
				"checker completion z":     "checker completion zsh ",
				"checker --lang=k":         "checker --lang=ko ",
			} {
				p.press(typed + "\t")
				p.wait(strings.TrimSuffix(want, " ")) // zsh may write the space behind it in bold
				p.press("\x15")                       // the line away again
			}
			p.press("\x15exit\n")
			_ = p.cmd.Wait() // whatever a shell ends with
		})
	}
}
