package report

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

func TestOneSentenceForTwoWritesOfOneLine(t *testing.T) {
	write := goout.Access{Op: "write", File: "tally.go", Line: 36}
	read := goout.Access{Op: "read", File: "tally.go", Line: 36}
	nowhere := goout.Access{Op: "write"}
	for _, c := range []struct {
		lang string
		a, b goout.Access
		want string
	}{
		{"en", write, write, "Data race: two goroutines write at tally.go:36, and nothing orders the two."},
		{"ko", write, write, "데이터 경쟁: 두 고루틴이 모두 tally.go:36에서 쓰는데, 둘의 순서를 정해 주는 것이 없습니다."},
		{"en", read, write, "Data race: one goroutine reads at tally.go:36, another writes at tally.go:36, and nothing orders the two."},
		{"ko", nowhere, nowhere, "데이터 경쟁: 한 고루틴이 보고서에 나오지 않은 곳에서 쓰고, 다른 고루틴이 보고서에 나오지 않은 곳에서 쓰고 있는데, 둘의 순서를 정해 주는 것이 없습니다."},
	} {
		assert.Equal(t, c.want, raceWords(goout.Finding{Accesses: []goout.Access{c.a, c.b}}, msg.New(c.lang)))
	}
}

func TestEveryKindHasAName(t *testing.T) {
	code, err := os.ReadFile(filepath.Join("..", "goout", "finding.go"))
	require.NoError(t, err)
	kinds := regexp.MustCompile(`Kind = "([a-z-]+)"`).FindAllStringSubmatch(string(code), -1)
	require.NotEmpty(t, kinds)
	for _, lang := range msg.Langs() {
		for _, kind := range kinds {
			assert.True(t, msg.New(lang).Has("kind."+kind[1]), "%s: %s", lang, kind[1])
		}
	}
	assert.Equal(t, "데이터 경쟁(data-race)", msg.New("ko").Say("kind.data-race"))
}

// That a test's check failed is no news where what was expected stands below. Where nothing else is known, it is said.
func TestAFailedCheckIsOnlySaidWhereNothingElseIs(t *testing.T) {
	for _, lang := range msg.Langs() {
		say := msg.New(lang)
		sentence := say.Say("finding.assertion")
		var told, bare bytes.Buffer
		finding(&told, term.Style{Column: 80}, say, goout.Finding{Kind: goout.KindAssertion, Text: sentence, Expected: "2", Actual: "1"}, nil)
		finding(&bare, term.Style{Column: 80}, say, goout.Finding{Kind: goout.KindAssertion, Text: sentence}, nil)
		assert.NotContains(t, told.String(), sentence)
		assert.Contains(t, told.String(), say.Say("run.expected"))
		assert.Contains(t, bare.String(), sentence)
	}
}
