package rt

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"unsafe"
)

// Place is a line of the student's code.
type Place struct {
	File string
	Line int
	Func string
}

// Row is one operation of a recorded schedule.
type Row struct {
	G         int
	Goroutine string
	Place     Place
	Op        string
	Value     string
	Name      string // what the source calls the variable that is read or written, where known
	Point     bool   // the scheduler could have chosen another goroutine here
	Preempts  bool   // the goroutine before could have gone on
	mem       unsafe.Pointer
	child     int // of a go: whom it starts
	leaves    bool
	setup     bool // before the scenario began
}

// own is the import path that all packages of the explorer begin with.
var own = strings.TrimSuffix(reflect.TypeFor[Sched]().PkgPath(), "/rt")

// place finds the caller's line: the first frame that is not the explorer's.
func (s *Sched) place() Place {
	if !s.cfg.Record {
		return Place{}
	}
	var pcs [24]uintptr
	return firstOutside(pcs[:runtime.Callers(2, pcs[:])])
}

func firstOutside(pcs []uintptr) Place {
	frames := runtime.CallersFrames(pcs)
	for {
		f, more := frames.Next()
		if !Ours(f.Function) {
			return Place{f.File, f.Line, f.Function}
		}
		if !more {
			return Place{}
		}
	}
}

// Ours says whether a function belongs to the explorer, the runtime or the libraries of tests.
func Ours(fn string) bool {
	if strings.HasPrefix(fn, own) {
		rest := fn[len(own):]
		return rest[0] == '.' || strings.HasPrefix(rest, "/rt.") || strings.HasPrefix(rest, "/history.") || strings.HasPrefix(rest, "/shim/")
	}
	for _, p := range []string{"runtime.", "testing.", "sync.", "sync/", "internal/", "context.", "time.", "reflect.", "iter.", "os.Exit"} {
		if strings.HasPrefix(fn, p) {
			return true
		}
	}
	return strings.Contains(fn, "stretchr/testify/")
}

// panicPlace finds the line that panicked, from within the deferred call that recovered.
func (s *Sched) panicPlace() Place {
	var pcs [64]uintptr
	return firstOutside(pcs[:runtime.Callers(3, pcs[:])])
}

// note records that g does op now.
func (s *Sched) note(g *G, op Op) {
	if !s.cfg.Record || op.Kind == "yield" {
		return
	}
	s.row(g, op.Kind, op.Value, true)
}

func (s *Sched) row(g *G, op, value string, point bool) {
	s.rows = append(s.rows, Row{G: g.id, Goroutine: g.name, Place: g.where, Op: op, Value: value, Point: point, Preempts: s.preempted, setup: s.setup && g.id == 0})
	s.preempted = false
}

// Note adds what became of g's last operation.
func (g *G) Note(value string) {
	if s := g.s; s.cfg.Record && len(s.rows) > 0 {
		for i := len(s.rows) - 1; i >= 0; i-- {
			if s.rows[i].G == g.id {
				s.rows[i].Value = value
				return
			}
		}
	}
}

// Here notes the line that g stands at, for the trace and for what it is said to wait at.
func (g *G) Here() {
	if g.s.cfg.Record {
		g.where = g.s.place()
	}
}

// Line records a row without a choice: an unlock, a Done, an access that nobody races with.
func (g *G) Line(kind, value string) {
	if g.s.cfg.Record {
		g.Here()
		g.s.row(g, kind, value, false)
	}
}

func (s *Sched) noteGo(g, child *G) {
	if s.cfg.Record {
		child.where = s.place()
		g.where = child.where
		s.row(g, "go", child.name, false)
		s.rows[len(s.rows)-1].child = child.id
	}
}

// shared leaves out the accesses to memory that only one goroutine touched.
func (s *Sched) shared() []Row {
	out := s.rows[:0]
	for _, r := range s.rows {
		if r.setup {
			continue
		}
		if r.mem == nil || s.cells[r.mem] != nil && s.cells[r.mem].several {
			out = append(out, r)
		}
	}
	return once(out)
}

// Recording says whether values are worth formatting.
func (g *G) Recording() bool { return g.s.cfg.Record }

// Show formats a value for the trace: short, and only kinds that say something.
func Show(v any) string {
	switch r := reflect.ValueOf(v); r.Kind() {
	case reflect.Bool, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64, reflect.Uint, reflect.Uint8,
		reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Float32, reflect.Float64:
		return fmt.Sprint(r.Interface())
	case reflect.String:
		return short(fmt.Sprintf("%q", r.String()))
	case reflect.Pointer, reflect.Map, reflect.Chan, reflect.Func, reflect.Slice:
		if r.IsNil() {
			return "nil"
		}
	case reflect.Invalid:
		return "nil"
	}
	return ""
}

func short(s string) string {
	if r := []rune(s); len(r) > 24 {
		return string(r[:23]) + "…"
	}
	return s
}
