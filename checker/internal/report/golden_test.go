package report

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"sharedmap-workshop/checker/internal/blame"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

var update = flag.Bool("update", false, "write the pictures that are drawn now to testdata/pictures")

// pictured are samples of package blame, real outputs with their sources, of which the pictures are kept.
var pictured = []string{
	"kernels/one-side-locked", "kernels/shared-map", // races
	"kernels/ab-ba-instances", "kernels/ab-bc-ca", "kernels/double-lock-method", "kernels/lock-send", "kernels/crowd", "kernels/nil-channel-others", // deadlocks
	"output/goleak-test", "kernels/timer-callback", "output/panic-nil-pointer",
}

// A look is a place of output in which a picture is drawn.
type look struct {
	lang  string
	style term.Style
}

func looks() []look {
	var out []look
	for _, lang := range msg.Langs() {
		for _, columns := range []int{80, 60, 59} {
			out = append(out, look{lang, term.Style{Column: columns}})
		}
		out = append(out, look{lang, term.Style{Column: 80, Plain: true}})
	}
	return append(out, look{"en", term.Style{Column: 80, Ascii: true}})
}

func (l look) String() string {
	return fmt.Sprintf("%s %d plain=%t ascii=%t", l.lang, l.style.Column, l.style.Plain, l.style.Ascii)
}

// explained is what `checker explain` prints of a sample.
func explained(t *testing.T, name string, l look) string {
	t.Helper()
	a, err := txtar.ParseFile(filepath.Join("..", "blame", "testdata", filepath.FromSlash(name)+".txtar"))
	require.NoError(t, err)
	src := fstest.MapFS{}
	var output []byte
	for _, f := range a.Files {
		if f.Name == "output" {
			output = f.Data
		} else {
			src[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	found, err := goout.Read(bytes.NewReader(output))
	require.NoError(t, err)
	say := msg.New(l.lang)
	var out strings.Builder
	Explain(&out, l.style, say, Found(blame.ExplainAll(found, src), say), src, func(goout.Finding) LocalName { return filepath.Base })
	return out.String()
}

func TestPicturesAreAsTheyWere(t *testing.T) {
	for _, name := range pictured {
		t.Run(filepath.Base(name), func(t *testing.T) {
			now := &txtar.Archive{}
			for _, l := range looks() {
				text := explained(t, name, l)
				for line := range strings.Lines(text) {
					assert.LessOrEqual(t, term.Width(strings.TrimRight(line, "\n")), l.style.Column, "%s: %s", l, line)
				}
				now.Files = append(now.Files, txtar.File{Name: l.String(), Data: []byte(text)})
			}
			file := filepath.Join("testdata", "pictures", filepath.Base(name)+".txtar")
			if *update {
				require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
				require.NoError(t, os.WriteFile(file, txtar.Format(now), 0o644))
			}
			was, err := os.ReadFile(file)
			require.NoError(t, err)
			assert.Equal(t, string(was), string(txtar.Format(now)))
		})
	}
}
