package alike

import (
	"go/scanner"
	"go/token"
)

// word is a token of a file, without what a copy can change at no cost.
type word struct {
	text     string
	from, to int // where it stands in the file, in bytes
}

// anyName, anyNumber and anyText stand for all names that the file declares, for all numbers and for all texts.
const (
	anyName   = "name"
	anyNumber = "0"
	anyText   = `""`
)

// declarations returns the words of each top-level declaration of a file. Comments, the package clause, imports, and what only ends statements are left
// out. A file that is no Go is read as far as the scanner gets.
func declarations(src []byte) [][]word {
	own := declaredNames(src)
	var out [][]word
	var current []word
	depth := 0
	scan(src, func(at int, tok token.Token, lit string) {
		switch tok {
		case token.LPAREN, token.LBRACE, token.LBRACK:
			depth++
		case token.RPAREN, token.RBRACE, token.RBRACK:
			depth--
		case token.SEMICOLON:
			if depth <= 0 {
				if len(current) > 0 && current[0].text != "package" && current[0].text != "import" {
					out = append(out, current)
				}
				current, depth = nil, 0
			}
			return
		case token.COMMA:
			return // a comma before a bracket that closes is a matter of lines
		}
		text := tok.String()
		size := len(text)
		if lit != "" {
			size = len(lit)
		}
		switch {
		case tok == token.IDENT && own[lit]:
			text = anyName
		case tok == token.IDENT:
			text = lit
		case tok == token.INT || tok == token.FLOAT || tok == token.IMAG || tok == token.CHAR:
			text = anyNumber
		case tok == token.STRING:
			text = anyText
		}
		current = append(current, word{text, at, at + size})
	})
	return out
}

// scan calls visit for each token of a file but comments.
func scan(src []byte, visit func(at int, tok token.Token, lit string)) {
	fset := token.NewFileSet()
	file := fset.AddFile("", fset.Base(), len(src))
	var s scanner.Scanner
	s.Init(file, src, func(token.Position, string) {}, 0)
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			return
		}
		visit(file.Offset(pos), tok, lit)
	}
}
