package cli_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/cli"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

// TestNothingIsBrokenByTheTerminal looks at the help of every command, and at what is said to wrong command lines, in narrow terminals: lines are folded
// between words. Only what is to be typed may be wider.
func TestNothingIsBrokenByTheTerminal(t *testing.T) {
	tree, err := cli.CommandTree()
	require.NoError(t, err)
	lines := []string{"help", "nosuch", "run nosuch", "explain a b", "run program", "--lang xx", "hint 1 2", "list x", "run --nosuch", "explain nosuch.txt", "completion nosuch", "demo"}
	for _, c := range tree.Commands() {
		if !c.Hidden {
			lines = append(lines, "help "+c.Name())
		}
	}
	bin := buildChecker(t)
	p := newPty(t)
	for _, columns := range []uint16{80, 60} {
		p.size(columns, 24)
		for _, lang := range msg.Langs() {
			for _, line := range lines {
				p.start(bin, append([]string{"--lang=" + lang}, strings.Fields(line)...)...)
				_ = p.cmd.Wait() // wrong command lines among them
				for out := range strings.Lines(p.take()) {
					out = strings.TrimRight(out, "\r\n")
					if typed := strings.TrimLeft(out, " "); strings.HasPrefix(out, "    ") && (strings.HasPrefix(typed, "go ") || strings.HasPrefix(typed, "checker ") || strings.HasPrefix(typed, "source ")) {
						continue
					}
					assert.LessOrEqual(t, term.Width(out), int(columns), "checker %s --lang=%s: %s", line, lang, out)
				}
			}
		}
	}
}
