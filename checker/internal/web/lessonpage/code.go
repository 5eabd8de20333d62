package lessonpage

import (
	"go/scanner"
	"go/token"
	"strings"

	"sharedmap-workshop/checker/internal/safetext"
)

// part is a piece of a line of code with the class by which it is coloured, or "".
type part struct{ Class, Text string }

// codeLine is a line of code with its number. Number 0 stands for lines that are left out.
type codeLine struct {
	Number int
	Marked bool
	Parts  []part
}

// highlight returns the lines of Go code in parts. Code that is no Go is returned, too: what cannot be read has no colour.
func highlight(src string) [][]part {
	fset := token.NewFileSet()
	var s scanner.Scanner
	s.Init(fset.AddFile("", -1, len(src)), []byte(src), func(token.Position, string) {}, scanner.ScanComments)
	h := highlighter{lines: [][]part{nil}}
	last := 0
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			break
		}
		from := fset.Position(pos).Offset
		to := min(from+max(len(lit), len(tok.String())), len(src))
		if tok == token.SEMICOLON || lit != "" {
			to = min(from+len(lit), len(src))
		}
		if from < last || to <= from || tok == token.SEMICOLON && lit != ";" {
			continue // a semicolon that the scanner has added
		}
		h.add("", src[last:from])
		h.add(classOf(tok), src[from:to])
		last = to
	}
	h.add("", src[last:])
	return h.lines
}

type highlighter struct{ lines [][]part }

// add appends a text, which may go on over several lines.
func (h *highlighter) add(class, text string) {
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			h.lines = append(h.lines, nil)
		}
		if line != "" {
			n := len(h.lines) - 1
			h.lines[n] = append(h.lines[n], part{class, printable(line)})
		}
	}
}

// printable returns a piece of a line with tabs as blanks, and without what could look like something else.
func printable(line string) string {
	return safetext.Line(strings.ReplaceAll(strings.TrimSuffix(line, "\r"), "\t", "    "))
}

// classOf returns the class of a token.
func classOf(tok token.Token) string {
	switch {
	case tok == token.COMMENT:
		return "comment"
	case tok == token.STRING || tok == token.CHAR:
		return "string"
	case tok.IsKeyword():
		return "keyword"
	case tok.IsLiteral() && tok != token.IDENT:
		return "number"
	}
	return ""
}

// excerpt returns line n of Go code with some lines around it. It returns nil if there is no such line.
func excerpt(src string, n, around int) []codeLine {
	all := highlight(src)
	if n < 1 || n > len(all) || src == "" {
		return nil
	}
	var out []codeLine
	for i := max(1, n-around); i <= min(len(all), n+around); i++ {
		out = append(out, codeLine{i, i == n, all[i-1]})
	}
	for len(out) > 0 && len(out[len(out)-1].Parts) == 0 && !out[len(out)-1].Marked {
		out = out[:len(out)-1]
	}
	return out
}
