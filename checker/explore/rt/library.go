package rt

import (
	"reflect"
	"strings"
	"unsafe"
)

// Use is p, a value of a library type that must not be used by two goroutines at once, before a method of it is
// called. What that method does inside is one access to all of the value.
func Use[T any](p *T, site uint32, write bool) *T {
	if g := Enter(); g != nil && p != nil {
		g.access(unsafe.Pointer(p), site, write, nil)
	}
	return p
}

// Behind is v, an interface of the library that such a value may be behind, before a method of it is called
// or a function that will.
func Behind[T any](v T, site uint32, method string) T {
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

// unsafeTypes are types of the library that say nothing of being safe for several goroutines.
const unsafeTypes = ` bytes.Buffer bytes.Reader strings.Builder strings.Reader bufio.Reader bufio.Writer bufio.Scanner
	container/list.List container/ring.Ring math/rand.Rand math/rand.rngSource math/rand/v2.Rand math/big.Int
	encoding/json.Encoder encoding/json.Decoder text/tabwriter.Writer `

var unsafeNames = " " + strings.Join(strings.Fields(unsafeTypes), " ") + " "

// Unsafe says whether values of a library type must not be used by two goroutines at once.
func Unsafe(pkg, name string) bool { return strings.Contains(unsafeNames, " "+pkg+"."+name+" ") }

// Reads says whether a method of such a type changes nothing.
func Reads(method string) bool {
	switch method {
	case "Len", "Cap", "String", "Bytes", "Size", "Available", "Buffered", "Front", "Back", "Cmp", "Sign":
		return true
	}
	return false
}
