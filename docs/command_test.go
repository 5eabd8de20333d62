package docs_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var (
	commandName = regexp.MustCompile(`\.command\("([a-z]+)[ "]`)
	flagName    = regexp.MustCompile(`\.(?:String|Bool|Int|Duration)(?:Slice)?(?:Var)?P?\((?:&[\w.]+, )?"([a-z-]+)"`)
	variable    = regexp.MustCompile(`^[A-Z][A-Z0-9_]*=\S*$`)
	testName    = regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	repoPath    = regexp.MustCompile(`^(?:\./)?((?:lessons|solutions|docs|checker|deploy)/[\w./-]+)$`)
)

// commands are the commands of the code blocks, without the language, which is what the two pages of a pair may differ in.
func (p page) commands() []string {
	var out []string
	for _, b := range p.blocks {
		for _, c := range commandsOf(b) {
			out = append(out, strings.Join(strings.Fields(strings.ReplaceAll(c, "--lang ko", "")), " "))
		}
	}
	return out
}

// allCommands are those of the code blocks and those within sentences.
func (p page) allCommands() []string {
	out := commandsOf(strings.Join(p.spans, "\n"))
	for _, b := range p.blocks {
		out = append(out, commandsOf(b)...)
	}
	return out
}

// commandsOf finds the lines that call go, as they would be typed: with or without a prompt, and without their comment.
func commandsOf(text string) []string {
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		line, _, _ = strings.Cut(line, " #")
		words := strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "$ "))
		for len(words) > 0 && variable.MatchString(words[0]) {
			words = words[1:]
		}
		if len(words) > 1 && words[0] == "go" && slices.Contains([]string{"run", "test", "vet"}, words[1]) {
			out = append(out, strings.Join(words, " "))
		}
	}
	return out
}

// paths are the files and folders of the repo that a page names within its sentences.
func (p page) paths() []string {
	var out []string
	for _, s := range p.spans {
		if m := repoPath.FindStringSubmatch(s); m != nil && !strings.Contains(s, "NN") && !strings.Contains(s, "...") {
			out = append(out, strings.TrimSuffix(m[1], "/"))
		}
	}
	return out
}

// checkerKnows is what the checker understands, read from its source.
type checkerKnows struct {
	names, flags, places, tests []string
}

func checkerCommands(t *testing.T) checkerKnows {
	t.Helper()
	k := checkerKnows{flags: []string{"help"}}
	for _, name := range glob(t, "checker/internal/cli/*.go") {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		src := content(t, name)
		k.names = append(k.names, firsts(commandName, src)...)
		k.flags = append(k.flags, firsts(flagName, src)...)
	}
	for n, l := range lessons(t) {
		k.places = append(k.places, fmt.Sprint(n+1), l.id[:2], l.id)
		for _, s := range l.steps {
			k.places = append(k.places, s, l.id+"/"+s, l.id[:2]+"/"+s)
		}
	}
	for _, name := range slices.Concat(glob(t, "lessons/*/*_test.go"), glob(t, "checker/internal/*/*_test.go")) {
		k.tests = append(k.tests, firsts(testName, content(t, name))...)
	}
	return k
}

func firsts(re *regexp.Regexp, text string) []string {
	var out []string
	for _, m := range re.FindAllStringSubmatch(text, -1) {
		out = append(out, m[1])
	}
	return out
}

// check says what is wrong with a command of go.
func (k checkerKnows) check(t *testing.T, command string) error {
	t.Helper()
	words := strings.Fields(command)
	for _, end := range []string{"--", "|"} { // what follows is another command
		if at := slices.Index(words, end); at >= 0 {
			words = words[:at]
		}
	}
	if at := slices.Index(words, "./checker"); at >= 0 && words[1] == "run" {
		return k.checkChecker(words[at+1:])
	}
	for i, w := range words {
		if i > 0 && words[i-1] == "-run" && !k.anyTest(strings.Trim(w, `'"`)) {
			return fmt.Errorf("there is no test %s", w)
		}
		if m := repoPath.FindStringSubmatch(w); m != nil && !exists(strings.TrimSuffix(m[1], "/")) {
			return fmt.Errorf("there is no %s", w)
		}
	}
	return nil
}

func (k checkerKnows) anyTest(pattern string) bool {
	re, err := regexp.Compile(pattern)
	return err == nil && slices.ContainsFunc(k.tests, re.MatchString)
}

// checkChecker looks at what follows `go run ./checker`.
func (k checkerKnows) checkChecker(words []string) error {
	var plain []string
	for i, w := range words {
		if flag, ok := strings.CutPrefix(w, "--"); ok {
			if flag, _, _ = strings.Cut(flag, "="); !slices.Contains(k.flags, flag) {
				return fmt.Errorf("no flag --%s", flag)
			}
		} else if i == 0 || !slices.Contains([]string{"--lang", "--color", "--dir", "--times", "--load", "--only"}, words[i-1]) {
			plain = append(plain, w)
		}
	}
	if len(plain) > 0 && !slices.Contains(k.names, plain[0]) {
		return fmt.Errorf("no command %s", plain[0])
	}
	for i, w := range plain {
		if i > 0 && plain[0] == "run" && !slices.Contains(k.places, w) {
			return fmt.Errorf("no lesson or step %s", w)
		}
		if i > 0 && plain[0] == "help" && !slices.Contains(k.names, w) {
			return fmt.Errorf("no command %s", w)
		}
	}
	return nil
}

func TestCommandsAreRead(t *testing.T) {
	got := commandsOf("$ go run ./checker run 01 # one\nGOMAXPROCS=1 go test ./...\ngofmt -l .\n")
	require.Equal(t, []string{"go run ./checker run 01", "go test ./..."}, got)
}

func TestWrongCommandsAreRefused(t *testing.T) {
	k := checkerKnows{names: []string{"run", "list"}, flags: []string{"lang"}, places: []string{"01"}}
	require.NoError(t, k.check(t, "go run ./checker --lang ko run 01"))
	for _, wrong := range []string{"go run ./checker fly", "go run ./checker run 77", "go run ./checker --wings", "go vet ./lessons/77-none", "go test -run TestNone ./docs"} {
		require.Error(t, k.check(t, wrong), wrong)
	}
}
