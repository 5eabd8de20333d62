package diagnose

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A funcName is a function's name in an output, without its package, in parts: of (*Cache).Get.func1.2, the declared (*Cache).Get and two literals
// (cmd/compile, ir.closureName).
type funcName struct {
	parts    []string // the declared functions, receivers apart: more than one where a literal's function was inlined into another
	literals []int    // the numbers of the literals, from outside to inside
	loop     bool     // the body of a loop over a function, which the compiler makes a function of
	wrapper  bool     // made by the compiler for a go or defer statement, or for a method's value
}

var (
	rangeBody = regexp.MustCompile(`-range\d+`)
	literal   = regexp.MustCompile(`^(func)?(\d+)$`)
	wrapping  = regexp.MustCompile(`^(gowrap|deferwrap)\d+$`)
)

func parseName(s string) funcName {
	n := funcName{loop: rangeBody.MatchString(s)}
	s = rangeBody.ReplaceAllString(withoutTypes(s), "")
	if cut, ok := strings.CutSuffix(s, "-fm"); ok {
		s, n.wrapper = cut, true
	}
	s = strings.ReplaceAll(s, "glob..", "glob:.") // an older compiler's name for the code of package variables; a function may be called glob
	for _, part := range strings.Split(s, ".") {
		number := literal.FindStringSubmatch(part)
		switch {
		case wrapping.MatchString(part) && len(n.parts) > 0:
			n.wrapper = true
		case number != nil && number[1] == "" && n.isNumbered(): // the first function called init is init.0, the first map's is map.init.0
			n.parts[len(n.parts)-1] += "." + part
		case number != nil && len(n.parts) > 0 && !n.isReceiver():
			i, _ := strconv.Atoi(number[2])
			n.literals = append(n.literals, i)
		case part != "":
			n.literals = nil // those before it are of a function into which this one was inlined
			n.parts = append(n.parts, part)
		}
	}
	return n
}

// isNumbered tells whether a name, as far as it is read, is that of a function that the compiler numbers.
func (n funcName) isNumbered() bool {
	return len(n.literals) == 0 && (slices.Equal(n.parts, []string{"init"}) || slices.Equal(n.parts, []string{"map", "init"}))
}

// isReceiver tells whether a name, as far as it is read, is a receiver: the method may be called func1.
func (n funcName) isReceiver() bool {
	return len(n.literals) == 0 && len(n.parts) == 1 && strings.HasPrefix(n.parts[0], "(")
}

// withMethod is the name where a method by value is called func1, which reads as a literal of a function that is called as its receiver.
func (n funcName) withMethod(recv, name string) funcName {
	if number := literal.FindStringSubmatch(name); number != nil && slices.Equal(n.parts, []string{recv}) && len(n.literals) > 0 && number[2] == strconv.Itoa(n.literals[0]) {
		n.parts, n.literals = []string{recv, name}, n.literals[1:]
	}
	return n
}

// last is the name of the declared function without its receiver.
func (n funcName) last() string {
	if len(n.parts) == 0 {
		return ""
	}
	return n.parts[len(n.parts)-1]
}

// withoutTypes drops the type arguments of a name: Map[...].func1, (*List[go.shape.int]).Push.
func withoutTypes(s string) string {
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

// isVariable tells whether the name is that of the code that gives package variables their values, or of a literal there.
func (n funcName) isVariable() bool {
	return n.parts[0] == "map" || slices.Contains(n.parts, "init") || slices.Contains(n.parts, "glob:")
}

// fits tells whether the function can be the one of that name. wrapped: the line is part of a go or defer statement.
func (u *unit) fits(n funcName, f *fn, wrapped bool) bool {
	top, recv := f.top(), ""
	if top.decl != nil && top.decl.Recv != nil {
		recv = u.receiverType(top.decl)
		n = n.withMethod(recv, top.decl.Name.Name)
	}
	switch numbers := f.numbers(); {
	case n.wrapper, wrapped && len(n.literals) == len(numbers)+1:
	case len(n.literals) != len(numbers):
		return false
	case top.decl == nil: // the literals of all variables are numbered together, in the order of their initialisation
	case (len(n.parts) == 1 || top.decl.Recv != nil && len(n.parts) == 2) && !slices.Equal(n.literals, numbers): // inlined ones are numbered anew
		if !u.mayNumberOtherwise(top) {
			return false
		}
	}
	if top.decl == nil {
		return len(n.parts) > 0 && n.isVariable()
	}
	name := top.decl.Name.Name
	if top.decl.Recv == nil {
		at := slices.IndexFunc(n.parts, func(part string) bool {
			if name == "init" {
				return u.isInit(top, part)
			}
			return part == name
		})
		return at == 0 || at > 0 && (len(n.literals) > 0 || n.wrapper || n.loop) && !strings.HasPrefix(n.parts[at-1], "(")
	}
	for i := 1; i < len(n.parts); i++ {
		if n.parts[i] == name && (n.parts[i-1] == recv || n.parts[i-1] == "(*"+recv+")") {
			return true
		}
	}
	return false
}

// isInit tells whether a function called init can be the one that the compiler calls so: it numbers them from init.0 on, file by file. Which of the other
// files were compiled is not known.
func (u *unit) isInit(f *fn, name string) bool {
	number, err := strconv.Atoi(strings.TrimPrefix(name, "init."))
	before, elsewhere := 0, 0
	for _, x := range u.funcs {
		switch {
		case x == f || x.name != "init" || x.decl == nil:
		case u.path(x.body.Pos()) != u.path(f.body.Pos()):
			elsewhere++
		case x.body.Pos() < f.body.Pos():
			before++
		}
	}
	return err == nil && before <= number && number <= before+elsewhere
}
