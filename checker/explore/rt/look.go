package rt

import (
	"reflect"
	"strings"
	"unsafe"
)

// maxLooks bounds how much of a value is watched that is handed to code without points.
const maxLooks = 16

// Seen is v, handed to a function of the library that looks into it: fmt prints what a pointer leads to, and
// reflect.DeepEqual goes all the way down. Each variable it passes is read, or written where write is set.
func Seen[T any](v T, site uint32, deep, write bool) T {
	if g := Enter(); g != nil {
		l := look{g: g, site: site, deep: deep, write: write, left: maxLooks}
		l.into(reflect.ValueOf(&v).Elem(), 0)
	}
	return v
}

type look struct {
	g           *G
	site        uint32
	deep, write bool
	left        int
}

// printsItself are the methods that fmt calls instead of looking.
var printsItself = []string{"String", "Error", "Format", "GoString"}

func (l *look) into(v reflect.Value, depth int) {
	for v.Kind() == reflect.Interface && !v.IsNil() {
		v = v.Elem()
	}
	if l.left <= 0 || !v.IsValid() || depth > 4 || strings.HasPrefix(v.Type().PkgPath(), own) {
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
		if !v.IsNil() && (l.deep || depth == 0) && !strings.HasPrefix(v.Type().Elem().PkgPath(), own) {
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

// variable is something in memory: its parts are looked at, and what they lead to.
func (l *look) variable(v reflect.Value, depth int) {
	if v.Type().Size() == 0 {
		return
	}
	for _, off := range leaves(v.Type()) {
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

func (l *look) touch(p unsafe.Pointer) {
	if l.left--; l.left >= 0 {
		l.g.access(p, l.site, l.write, nil)
	}
}
