package main

import (
	"os"
	"strings"
)

// readsKorean tells the reader's language. The environment is asked once, before the tests begin: to ask it takes
// locks, and in the middle of a test these would order goroutines that nothing else orders.
var readsKorean = func() bool {
	for _, name := range []string{"CHECKER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"} {
		if lang := strings.ToLower(os.Getenv(name)); lang != "" {
			return lang == "ko" || strings.HasPrefix(lang, "ko_") || strings.HasPrefix(lang, "ko-") || strings.HasPrefix(lang, "ko.")
		}
	}
	return false
}()

// inWords returns a text in the reader's language.
func inWords(en, ko string) string {
	if readsKorean {
		return ko
	}
	return en
}
