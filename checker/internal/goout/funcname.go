package goout

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A FuncName is a function's name in an output, without its package, in parts: of (*Cache).Get.func1.2, the declared (*Cache).Get and two literals
// (cmd/compile, ir.closureName).
type FuncName struct {
	Parts    []string // the declared functions, receivers apart: more than one where a literal's function was inlined into another
	Literals []int    // the numbers of the literals, from outside to inside
	LoopBody bool     // the body of a loop over a function, which the compiler makes a function of
	Wrapper  bool     // made by the compiler for a go or defer statement, or for a method's value
}

var (
	rangeBody = regexp.MustCompile(`-range\d+`)
	literal   = regexp.MustCompile(`^(func)?(\d+)$`)
	wrapping  = regexp.MustCompile(`^(gowrap|deferwrap)\d+$`)
)

// ParseFuncName reads a function's name as a stack shows it, without its package: (*Cache).Get.func1.2.
func ParseFuncName(s string) FuncName {
	n := FuncName{LoopBody: rangeBody.MatchString(s)}
	s = rangeBody.ReplaceAllString(WithoutTypes(s), "")
	if cut, ok := strings.CutSuffix(s, "-fm"); ok {
		s, n.Wrapper = cut, true
	}
	s = strings.ReplaceAll(s, "glob..", "glob:.") // an older compiler's name for the code of package variables; a function may be called glob
	for _, part := range strings.Split(s, ".") {
		number := literal.FindStringSubmatch(part)
		switch {
		case wrapping.MatchString(part) && len(n.Parts) > 0:
			n.Wrapper = true
		case number != nil && number[1] == "" && n.isNumbered(): // the first function called init is init.0, the first map's is map.init.0
			n.Parts[len(n.Parts)-1] += "." + part
		case number != nil && len(n.Parts) > 0 && !n.isReceiver():
			i, _ := strconv.Atoi(number[2])
			n.Literals = append(n.Literals, i)
		case part != "":
			n.Literals = nil // those before it are of a function into which this one was inlined
			n.Parts = append(n.Parts, part)
		}
	}
	return n
}

// isNumbered tells whether a name, as far as it is read, is that of a function that the compiler numbers.
func (n FuncName) isNumbered() bool {
	return len(n.Literals) == 0 && (slices.Equal(n.Parts, []string{"init"}) || slices.Equal(n.Parts, []string{"map", "init"}))
}

// isReceiver tells whether a name, as far as it is read, is a receiver: the method may be called func1.
func (n FuncName) isReceiver() bool {
	return len(n.Literals) == 0 && len(n.Parts) == 1 && strings.HasPrefix(n.Parts[0], "(")
}

// WithMethod is the name where a method by value is called func1, which reads as a literal of a function that is called as its receiver.
func (n FuncName) WithMethod(recv, name string) FuncName {
	if number := literal.FindStringSubmatch(name); number != nil && slices.Equal(n.Parts, []string{recv}) && len(n.Literals) > 0 && number[2] == strconv.Itoa(n.Literals[0]) {
		n.Parts, n.Literals = []string{recv, name}, n.Literals[1:]
	}
	return n
}

// last is the name of the declared function without its receiver.
func (n FuncName) Last() string {
	if len(n.Parts) == 0 {
		return ""
	}
	return n.Parts[len(n.Parts)-1]
}

// WithoutTypes drops the type arguments of a name: Map[...].func1, (*List[go.shape.int]).Push.
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

// IsVariable tells whether the name is that of the code that gives package variables their values, or of a literal there.
func (n FuncName) IsVariable() bool {
	return n.Parts[0] == "map" || slices.Contains(n.Parts, "init") || slices.Contains(n.Parts, "glob:")
}
