package main

import (
	"os"
	"strings"
)

// testReadsKorean tells the reader's language. The environment is asked once, before the tests begin: to ask it takes
// locks, and in the middle of a test these would order goroutines that nothing else orders.
var testReadsKorean = func() bool {
	for _, name := range []string{"CHECKER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"} {
		if lang := strings.ToLower(os.Getenv(name)); lang != "" {
			return lang == "ko" || strings.HasPrefix(lang, "ko_") || strings.HasPrefix(lang, "ko-") || strings.HasPrefix(lang, "ko.")
		}
	}
	return false
}()

// testWords returns a text in the reader's language.
func testWords(en, ko string) string {
	text := en
	if testReadsKorean {
		text = ko
	}
	return text
}
