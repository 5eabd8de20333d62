package goout

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A FuncName is a function's name in an output, without its package, split into parts. (*Cache).Get.func1.2 is a literal
// inside a literal of the declared (*Cache).Get (cmd/compile, ir.closureName).
type FuncName struct {
	Parts    []string // the declared function, its receiver first; the function that it was inlined into stands before it
	Literals []int    // the numbers of the nested literals, outermost first
	LoopBody bool     // the body of a range-over-func loop, which the compiler turns into a function
	Wrapper  bool     // a function that the compiler made for a go statement, a defer statement or a method value
}

// The parts of a name that the compiler makes up.
var (
	rangeBody = regexp.MustCompile(`-range\d+`)
	literal   = regexp.MustCompile(`^(func)?(\d+)$`)
	wrapping  = regexp.MustCompile(`^(gowrap|deferwrap)\d+$`)
)

// ParseFuncName parses a function's name as a stack shows it, without its package: (*Cache).Get.func1.2.
func ParseFuncName(s string) FuncName {
	n := FuncName{LoopBody: rangeBody.MatchString(s)}
	s = rangeBody.ReplaceAllString(WithoutTypes(s), "")
	if cut, ok := strings.CutSuffix(s, "-fm"); ok {
		s, n.Wrapper = cut, true
	}
	s = strings.ReplaceAll(s, "glob..", "glob:.") // older compilers name the code of package variables glob..; a user's function may be called glob
	for _, part := range strings.Split(s, ".") {
		number := literal.FindStringSubmatch(part)
		switch {
		case wrapping.MatchString(part) && len(n.Parts) > 0:
			n.Wrapper = true
		case number != nil && number[1] == "" && n.isNumbered(): // the first init function is init.0, the first map initializer is map.init.0
			n.Parts[len(n.Parts)-1] += "." + part
		case number != nil && len(n.Parts) > 0 && !n.isReceiver():
			i, _ := strconv.Atoi(number[2])
			n.Literals = append(n.Literals, i)
		case part != "":
			n.Literals = nil // the literals before it belong to the function that this one was inlined into
			n.Parts = append(n.Parts, part)
		}
	}
	return n
}

// isNumbered reports whether the name, as far as it has been parsed, is one to which the compiler appends a number.
func (n FuncName) isNumbered() bool {
	return len(n.Literals) == 0 && (slices.Equal(n.Parts, []string{"init"}) || slices.Equal(n.Parts, []string{"map", "init"}))
}

// isReceiver reports whether the name, as far as it has been parsed, is a receiver. The method that follows may be
// called func1.
func (n FuncName) isReceiver() bool {
	return len(n.Literals) == 0 && len(n.Parts) == 1 && strings.HasPrefix(n.Parts[0], "(")
}

// WithMethod returns the name reinterpreted for a method of a value receiver that is called like a literal: recv.func1
// is the method func1 of the type recv, if recv has a method of that name.
func (n FuncName) WithMethod(recv, name string) FuncName {
	if number := literal.FindStringSubmatch(name); number != nil && slices.Equal(n.Parts, []string{recv}) && len(n.Literals) > 0 && number[2] == strconv.Itoa(n.Literals[0]) {
		n.Parts, n.Literals = []string{recv, name}, n.Literals[1:]
	}
	return n
}

// Last returns the name of the declared function without its receiver.
func (n FuncName) Last() string {
	if len(n.Parts) == 0 {
		return ""
	}
	return n.Parts[len(n.Parts)-1]
}

// WithoutTypes returns the name without type arguments: `Map.func1` for `Map[...].func1`.
func WithoutTypes(s string) string {
	var b strings.Builder
	deep := 0
	for _, r := range s {
		switch {
		case r == '[':
			deep++
		case r == ']':
			deep--
		case deep == 0:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// IsVariable reports whether the name is that of the code that initializes package variables, or of a literal in it.
func (n FuncName) IsVariable() bool {
	return n.Parts[0] == "map" || slices.Contains(n.Parts, "init") || slices.Contains(n.Parts, "glob:")
}
