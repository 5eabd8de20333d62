package blame

import (
	"io/fs"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"sharedmap-workshop/checker/internal/goout"
)

// A quote is a form of the compiler's messages, or vet's, that says something that stands on the line (go/types, errors.go; cmd/compile, syntax).
type quote struct {
	form *regexp.Regexp // its group is what stands there, or begins with it
	at   bool           // it stands at the message's column
}

// quoteOn is a form whose text stands somewhere on the line: the message is for an expression of which it is a part.
func quoteOn(form string) quote { return quote{form: regexp.MustCompile(`^` + form)} }

// quoteAt is a form whose text stands at the column.
func quoteAt(form string) quote { return quote{regexp.MustCompile(`^` + form), true} }

// ident is how a name looks in a form.
const ident = `([\pL_][\pL\pN_]*)`

var quotes = []quote{
	quoteAt(`undefined: ` + ident + `(?:$|[ \[])`),
	quoteOn(`undefined: \S*\.` + ident),
	quoteOn(`undeclared name: ` + ident),
	quoteOn(`(?:.*\.)?` + ident + ` undefined \(`),
	quoteAt(`declared and not used: ` + ident),
	quoteAt(ident + ` declared (?:and|but) not used`),
	quoteAt(ident + ` redeclared in this block`),
	quoteAt(`method \S*\.` + ident + ` already declared`),
	quoteAt(`label ` + ident + ` (?:not defined|defined and not used)`),
	quoteOn(`(?:break|continue|goto) label not defined: ` + ident),
	quoteOn(`unknown field ` + ident + ` in struct literal`),
	quoteAt(`syntax error: unexpected (?:name|keyword) ` + ident),
	quoteAt(`syntax error: unexpected literal (.+?)(?:$|, | at | after | in )`),
	quoteOn(`("[^"]*") imported (?:and|as \S+ and) not used`),
	quoteOn(`(?:package|cannot find module providing package|no required module provides package|could not import) ([^\s:;]+)`),
	quoteOn(`cannot use (?:generic type |generic function )?(.+?) (?:as|\(|without)`),
	quoteOn(`cannot assign to (?:struct field )?(.+)`),
	quoteOn(`cannot convert (.+?) \(`),
	quoteOn(`(.+) is not used$`),
	quoteOn(`(.+) is not a type$`),
	quoteOn(`(.+) \(type\) is not an expression`),
	quoteOn(`invalid operation: (.+) \(mismatched types`),
	quoteOn(`invalid operation: operator \S+ not defined on (.+?) \(`),
	quoteOn(`invalid operation: negative shift count (\S+)`),
	quoteOn(`invalid operation: cannot .* (\S+) \((?:variable|value) of type`),
	quoteOn(`invalid argument: index (\S+) out of bounds`),
	quoteOn(`cannot range over (.+?) \(`),
	quoteOn(`cannot call pointer method ` + ident),
	quoteOn(`expression in (go|defer) must be`),
	quoteAt(`(break|continue|fallthrough) (?:is not in|statement out of place)`),
	quoteAt(`syntax error: (import)s must appear`),
	quoteOn(`assignment copies lock value to (.+?):`),
	quoteOn("struct field tag (`.*`) not compatible"),
	quoteOn(`impossible type assertion: (.+)`),
	quoteOn(`assignment mismatch: .* but (.+?) returns `),
	quoteOn(`duplicate (?:key|case) (.+?) (?:in|\()`),
	quoteOn(`use of package ` + ident + ` without selector`),
	quoteOn(`invalid recursive type:? ` + ident),
	quoteOn(`no new variables on left side of (:=)`),
	quoteOn(`result of (?:\S+\.)?` + ident + ` call not used`),
	quoteOn(`self-assignment of (.+)`),
}

// quotation is what a message says that stands on its line, and whether it stands at the message's column; "": the message does not say.
func quotation(message string) (text string, at bool) {
	message, _, _ = strings.Cut(message, "\n")
	if message == "missing return" {
		return "}", false
	}
	for _, q := range quotes {
		if m := q.form.FindStringSubmatch(message); m != nil {
			return firstToken(m[1]), q.at
		}
	}
	return "", false
}

// firstToken is the name or the literal with which an expression begins, as far as it must be on the line on which the expression begins. The compiler
// shortens what comes further behind.
func firstToken(expr string) string {
	if expr == ":=" {
		return expr
	}
	expr = strings.TrimLeft(expr, "&*!-+^<[](.")
	r, size := utf8.DecodeRuneInString(expr)
	switch {
	case strings.ContainsRune("\"'`", r):
		if end := strings.IndexRune(expr[size:], r); end >= 0 {
			return expr[:size+end+size]
		}
	case isNameRune(r):
		if end := strings.IndexFunc(expr, func(r rune) bool { return !isNameRune(r) }); end >= 0 {
			return expr[:end]
		}
		return expr
	}
	return ""
}

func isNameRune(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }

// builds is what the compiler's place and the file disagree in.
func (s *sources) builds(file string, c claim) goout.Mismatch {
	b, err := fs.ReadFile(s.fsys, file)
	if err != nil {
		return ""
	}
	lines := strings.Split(string(b), "\n")
	if c.line > len(lines) {
		return goout.OtherLine
	}
	line := lines[c.line-1]
	text, at := quotation(c.message)
	fits := false
	switch {
	case text != "":
		fits = standsOn(line, text, c.column, at)
	case strings.Contains(c.message, "unexpected EOF"):
		fits = strings.TrimSpace(strings.Join(lines[c.line:], "")) == ""
	default:
		fits = c.column <= len(line)+1 && (aboutCharacters.MatchString(c.message) || beginsAt(line, c.column))
	}
	if !fits {
		return goout.OtherLine
	}
	return ""
}

// aboutCharacters finds words of messages for a place that need not be the beginning of anything (cmd/compile, syntax, scanner.go).
var aboutCharacters = regexp.MustCompile(`newline|literal|digit|character|escape|string|comment|exponent|mantissa|format|arg list|'_'`)

// beginsAt tells whether a name, a number or a sign can begin at a column.
func beginsAt(line string, column int) bool {
	at := min(max(column-1, 0), len(line))
	rest := line[at:]
	if indent := len(line) - len(strings.TrimLeft(line, " \t")); column > indent+covered {
		return true // the column may be that of go test -cover
	}
	if column == 1 { // of the whole line, as linters say it
		return strings.TrimSpace(line) != ""
	}
	return strings.TrimSpace(rest) != "" && strings.TrimLeft(rest, " \t") == rest && !inWord(line, at)
}

// covered is how many columns further right a mistake is reported, at least, by go test -cover: it puts counters before statements.
const covered = 20

// standsOn tells whether a text stands on a line, a name as a word of its own, and at the column where it must.
func standsOn(line, text string, column int, at bool) bool {
	for from := 0; ; {
		i := strings.Index(line[from:], text)
		if i < 0 {
			return false
		}
		i += from
		from = i + len(text)
		if r, _ := utf8.DecodeRuneInString(text); !unicode.IsDigit(r) && (inWord(line, i) || inWord(line, from)) {
			continue
		}
		if by := column - (i + 1); !at || by == 0 || by >= covered {
			return true
		}
	}
}

// inWord tells whether a name or number goes on at an offset of a line.
func inWord(line string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(line[:at])
	behind, _ := utf8.DecodeRuneInString(line[at:])
	return isNameRune(before) && isNameRune(behind)
}
