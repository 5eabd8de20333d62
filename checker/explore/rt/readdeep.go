package rt

import (
	"reflect"
	"strings"
	"unsafe"
)

// maxLooks bounds how many variables of one value are watched.
const maxLooks = 16

// ReadDeep returns v, an argument of a library function that looks into it. fmt prints what a pointer leads to; with deep,
// reflect.DeepEqual follows all pointers. Each variable on the way is read, or written where write is set.
func ReadDeep[T any](v T, site uint32, deep, write bool) T {
	if g := Enter(); g != nil {
		l := deepReader{g: g, site: site, deep: deep, write: write, left: maxLooks}
		l.into(reflect.ValueOf(&v).Elem(), 0)
	}
	return v
}

// deepReader follows one value.
type deepReader struct {
	g           *G
	site        uint32
	deep, write bool
	left        int
}

// printsItself are the methods that fmt calls instead of looking into a value.
var printsItself = []string{"String", "Error", "Format", "GoString"}

// into looks into v, so many pointers and fields deep.
func (l *deepReader) into(v reflect.Value, depth int) {
	for v.Kind() == reflect.Interface && !v.IsNil() {
		v = v.Elem()
	}
	if l.left <= 0 || !v.IsValid() || depth > 4 || strings.HasPrefix(v.Type().PkgPath(), explorerPath) {
		return
	}
	if !l.deep && v.Type().NumMethod() > 0 {
		for _, name := range printsItself {
			if _, has := v.Type().MethodByName(name); has {
				return
			}
		}
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() && (l.deep || depth == 0) && !strings.HasPrefix(v.Type().Elem().PkgPath(), explorerPath) {
			l.variable(v.Elem(), depth)
		}
	case reflect.Slice:
		for i := range min(v.Len(), l.left) {
			l.variable(v.Index(i), depth)
		}
	case reflect.Map:
		if !v.IsNil() {
			l.touch(v.UnsafePointer())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			l.into(v.Field(i), depth+1)
		}
	}
}

// variable looks at the parts of v, which is in memory, and at what they lead to.
func (l *deepReader) variable(v reflect.Value, depth int) {
	if v.Type().Size() == 0 {
		return
	}
	for _, off := range partsOf(v.Type()) {
		l.touch(unsafe.Add(v.Addr().UnsafePointer(), off))
	}
	switch v.Kind() {
	case reflect.Struct, reflect.Interface, reflect.Map, reflect.Slice:
		l.into(v, depth+1)
	case reflect.Pointer:
		if l.deep {
			l.into(v, depth+1)
		}
	}
}

// touch is the access to the variable at p.
func (l *deepReader) touch(p unsafe.Pointer) {
	if l.left--; l.left >= 0 {
		l.g.access(p, l.site, l.write, nil)
	}
}
