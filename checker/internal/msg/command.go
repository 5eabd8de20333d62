package msg

import (
	"regexp"
	"strings"
)

// program is how a reader of the workshop calls the checker.
const program = "go run ./checker"

// Command returns the command line with which a reader calls the checker with the arguments. It keeps the reader's language.
func (p *Printer) Command(args ...string) string {
	return p.keepLanguage(strings.Join(append([]string{program}, args...), " "))
}

// SetFlag tells the printer that its language comes from a flag, such as "--lang ko". The flag is added to the commands that texts name, so
// that the reader who types them stays in the same language.
func (p *Printer) SetFlag(flag string) { p.flag = flag }

// commandAtEnd matches a call of the checker that ends its line. Words between single blanks are its arguments; a description stands further away.
var commandAtEnd = regexp.MustCompile(`(?m)(^[ \t]*|[:?] +|\| )(` + regexp.QuoteMeta(program) + `(?: \S+)*)$`)

// keepLanguages adds the language's flag to the calls of the checker in a text.
func (p *Printer) keepLanguages(text string) string {
	if p.flag == "" || !strings.Contains(text, program) {
		return text
	}
	return commandAtEnd.ReplaceAllStringFunc(text, p.keepLanguage)
}

// keepLanguage adds the language's flag to a command line, before the command of another program that follows "--".
func (p *Printer) keepLanguage(line string) string {
	if p.flag == "" || strings.Contains(line, "--lang") {
		return line
	}
	if own, other, ok := strings.Cut(line, " -- "); ok {
		return own + " " + p.flag + " -- " + other
	}
	return line + " " + p.flag
}
