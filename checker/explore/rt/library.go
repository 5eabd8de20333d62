package rt

import (
	"reflect"
	"strings"
	"unsafe"
)

// Access returns p, whose method is called next. p is of a library type that two goroutines must not use at once. Whatever the method
// does is one access to all of the value.
func Access[T any](p *T, site uint32, write bool) *T {
	if g := Enter(); g != nil && p != nil {
		g.access(unsafe.Pointer(p), site, write, nil)
	}
	return p
}

// AccessInterface returns v, an interface value of the library whose method is called next. Where v holds a value of a library type that
// two goroutines must not use at once, that is an access to the value.
func AccessInterface[T any](v T, site uint32, method string) T {
	g := Enter()
	if g == nil {
		return v
	}
	r := reflect.ValueOf(v)
	if r.Kind() == reflect.Pointer && !r.IsNil() {
		t := r.Type().Elem()
		if Unsafe(t.PkgPath(), t.Name()) {
			g.access(r.UnsafePointer(), site, !Reads(method), nil)
		}
	}
	return v
}

// unsafeTypes are library types whose documentation does not allow several goroutines to use one value at once.
const unsafeTypes = ` bytes.Buffer bytes.Reader strings.Builder strings.Reader bufio.Reader bufio.Writer bufio.Scanner
	container/list.List container/ring.Ring math/rand.Rand math/rand.rngSource math/rand/v2.Rand math/big.Int
	encoding/json.Encoder encoding/json.Decoder text/tabwriter.Writer `

var unsafeNames = " " + strings.Join(strings.Fields(unsafeTypes), " ") + " "

// Unsafe reports whether two goroutines must not use a value of a library type at once.
func Unsafe(pkg, name string) bool { return strings.Contains(unsafeNames, " "+pkg+"."+name+" ") }

// Reads reports whether a method of such a type changes nothing.
func Reads(method string) bool {
	switch method {
	case "Len", "Cap", "String", "Bytes", "Size", "Available", "Buffered", "Front", "Back", "Cmp", "Sign":
		return true
	}
	return false
}
