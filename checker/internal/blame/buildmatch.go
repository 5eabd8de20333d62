package blame

import (
	"io/fs"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"sharedmap-workshop/checker/internal/goout"
)

// A quote is a form of message of the compiler or vet that quotes a part of the line (go/types, errors.go; cmd/compile,
// syntax).
type quote struct {
	form     *regexp.Regexp // the group is the quoted text, or begins with it
	atColumn bool           // the quoted text is at the message's column
}

// quoteOn returns a form whose quoted text is somewhere on the line, because the message is about the expression around
// it.
func quoteOn(form string) quote { return quote{form: regexp.MustCompile(`^` + form)} }

// quoteAt returns a form whose quoted text is at the message's column.
func quoteAt(form string) quote { return quote{regexp.MustCompile(`^` + form), true} }

// ident matches a Go identifier.
const ident = `([\pL_][\pL\pN_]*)`

// quotes lists the known forms. The first match counts.
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

// quotation returns the text that a message quotes from its line, and whether the text is at the message's column. It
// returns "" for a message without a known quote.
func quotation(message string) (text string, at bool) {
	message, _, _ = strings.Cut(message, "\n")
	if message == "missing return" {
		return "}", false
	}
	for _, q := range quotes {
		if m := q.form.FindStringSubmatch(message); m != nil {
			return firstToken(m[1]), q.atColumn
		}
	}
	return "", false
}

// firstToken returns the name or literal at the start of an expression. Only that part is certain to be on the line,
// because the compiler shortens long expressions.
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

// isNameRune reports whether an identifier can contain the rune.
func isNameRune(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }

// compareBuild returns how a message of the compiler and the file disagree, or "".
func (s *sources) compareBuild(file string, c claim) goout.Mismatch {
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

// aboutCharacters matches messages whose column can be inside a token (cmd/compile, syntax, scanner.go).
var aboutCharacters = regexp.MustCompile(`newline|literal|digit|character|escape|string|comment|exponent|mantissa|format|arg list|'_'`)

// beginsAt reports whether a token can begin at the column.
func beginsAt(line string, column int) bool {
	at := min(max(column-1, 0), len(line))
	rest := line[at:]
	if indent := len(line) - len(strings.TrimLeft(line, " \t")); column > indent+coverShift {
		return true // go test -cover may have shifted the column
	}
	if column == 1 { // linters report column 1 for the whole line
		return strings.TrimSpace(line) != ""
	}
	return strings.TrimSpace(rest) != "" && strings.TrimLeft(rest, " \t") == rest && !inWord(line, at)
}

// coverShift is by how many columns, at least, go test -cover shifts a message's column: it inserts counters before
// statements.
const coverShift = 20

// standsOn reports whether the text is on the line, a name as a whole word. If at is set, it must be at the column.
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
		if by := column - (i + 1); !at || by == 0 || by >= coverShift {
			return true
		}
	}
}

// inWord reports whether the offset is inside of a name or number.
func inWord(line string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(line[:at])
	behind, _ := utf8.DecodeRuneInString(line[at:])
	return isNameRune(before) && isNameRune(behind)
}
