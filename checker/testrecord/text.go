package testrecord

import (
	"fmt"
	"os"
	"strings"
)

// korean reports whether the reader reads Korean. The environment is asked once, before any test: to ask it takes a lock, which in the
// middle of a test would order goroutines that nothing else orders.
var korean = readsKorean(os.Getenv)

func readsKorean(getenv func(string) string) bool {
	for _, name := range []string{"CHECKER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"} {
		if lang := strings.ToLower(getenv(name)); lang != "" {
			return lang == "ko" || strings.HasPrefix(lang, "ko_") || strings.HasPrefix(lang, "ko-") || strings.HasPrefix(lang, "ko.")
		}
	}
	return false
}

// words returns the text in the reader's language.
func words(en, ko string) string {
	if korean {
		return ko
	}
	return en
}

// text is what go test prints of a failure.
func (f Failure) text() string {
	var b strings.Builder
	if f.Expected != "" {
		fmt.Fprintf(&b, "\n%s%s", words("expected: ", "기대한 것: "), f.Expected)
	}
	if f.Happened != "" {
		fmt.Fprintf(&b, "\n%s%s", words("what happened: ", "일어난 일: "), f.Happened)
	}
	if f.Panic != nil {
		fmt.Fprintf(&b, "\n%s%s, %s", words("panic: ", "패닉: "), f.Panic.Value, f.Panic.Place)
	}
	for _, w := range f.Waiting {
		fmt.Fprintf(&b, "\n    %s", w)
	}
	return b.String()
}

// String returns FILE:LINE.
func (p Place) String() string {
	if p.File == "" {
		return words("no line of your file", "학생 파일의 줄 없음")
	}
	return fmt.Sprintf("%s:%d", p.File, p.Line)
}

// String returns a line such as "mutexmap.go:25, called from mutexmap.go:97  [sync.Mutex.Lock]  9 goroutines".
func (w Waiting) String() string {
	var places []string
	for _, p := range w.Stack {
		places = append(places, p.String())
	}
	text := fmt.Sprintf("%s  [%s]", strings.Join(places, words(", called from ", ", 호출한 곳 ")), w.State)
	if w.Count > 1 {
		text += fmt.Sprintf(words("  %d goroutines", "  고루틴 %d개"), w.Count)
	}
	return text
}
