package rt

import (
	"fmt"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"unsafe"
)

// Place is a line of the code under test.
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
	Name      string // of the variable that is read or written, where the source gives it a name
	Object    int    // the number of the lock, channel … that the operation is on; 0: none
	Point     bool   // another goroutine could have moved here
	Preempts  bool   // the goroutine that moved before could have gone on
	variable  unsafe.Pointer
	child     int // the id of the goroutine that a go statement starts
	exit      bool
	setup     bool // it happened before the scenario began
	mapWrite  bool

	Moment     *Moment // how everything stood before it; nil where that is not known
	Serial     int     // from 1, in the order of recording
	ReleasedBy int     // the Serial of the row that let this goroutine go on after it had to wait
}

// explorerPath is the import path that the paths of all the explorer's packages begin with.
var explorerPath = strings.TrimSuffix(reflect.TypeFor[Sched]().PkgPath(), "/rt")

// place returns the caller's line: the first frame that is not the explorer's. Without a trace it is not needed.
func (s *Sched) place() Place {
	if !s.cfg.Record {
		return Place{}
	}
	var pcs [24]uintptr
	return firstStudentFrame(pcs[:runtime.Callers(2, pcs[:])])
}

// firstStudentFrame returns the first place that is not the explorer's.
func firstStudentFrame(pcs []uintptr) Place {
	frames := runtime.CallersFrames(pcs)
	for {
		f, more := frames.Next()
		if !InExplorer(f.Function) {
			return Place{f.File, f.Line, f.Function}
		}
		if !more {
			return Place{}
		}
	}
}

// InExplorer reports whether a function belongs to the explorer, to the runtime or to the libraries of tests.
func InExplorer(fn string) bool {
	if strings.HasPrefix(fn, explorerPath) {
		rest := fn[len(explorerPath):]
		return rest[0] == '.' || strings.HasPrefix(rest, "/rt.") || strings.HasPrefix(rest, "/history.") || strings.HasPrefix(rest, "/shim/")
	}
	for _, p := range []string{"runtime.", "testing.", "sync.", "sync/", "internal/", "context.", "time.", "reflect.", "iter.", "os.Exit"} {
		if strings.HasPrefix(fn, p) {
			return true
		}
	}
	return strings.Contains(fn, "stretchr/testify/")
}

// panicPlace returns the line that panicked, in the deferred call that recovered.
func (s *Sched) panicPlace() Place {
	var pcs [64]uintptr
	return firstStudentFrame(pcs[:runtime.Callers(3, pcs[:])])
}

// record adds to the trace that g does op now.
func (s *Sched) record(g *G, op Op) {
	if !s.cfg.Record || op.Kind == "yield" {
		return
	}
	if g.recorded {
		g.recorded = false
		return
	}
	s.addRow(g, op.Kind, op.Value, true)
	s.rows[len(s.rows)-1].Object = s.objectNumber(op.Object)
	s.noteLock(g, op.Kind, op.Object)
}

// objectNumber returns a number that stands for o in the whole schedule, or 0 for nil. A trace shows by it that two operations are on one lock.
func (s *Sched) objectNumber(o *SyncObject) int {
	if o == nil {
		return 0
	}
	n, known := s.objectIDs[o]
	if !known {
		if s.objectIDs == nil {
			s.objectIDs = map[*SyncObject]int{}
		}
		n = len(s.objectIDs) + 1
		s.objectIDs[o] = n
	}
	return n
}

// recordSendFirst adds the row of a send that a receive, the last row, has just completed. The sender goes on later, but a reader expects a send
// before its receive.
func (s *Sched) recordSendFirst(c Case, sender *G, ch *channel) {
	_, sends := c.(interface{ sends() })
	if last := s.lastRow(); s.cfg.Record && sends && last >= 0 {
		row := Row{G: sender.id, Goroutine: sender.name, Place: sender.place, Op: sender.op.Kind, Point: true, Moment: s.rows[last].Moment, Object: s.objectNumber(&ch.object)}
		s.rec.serial++
		row.Serial = s.rec.serial
		s.rows = slices.Insert(s.rows, last, row)
		sender.recorded = true
	}
}

// addRow adds a row to the trace.
func (s *Sched) addRow(g *G, op, value string, point bool) {
	s.rows = append(s.rows, Row{G: g.id, Goroutine: g.name, Place: g.place, Op: op, Value: value, Point: point, Preempts: s.preempted, setup: s.setup && g.id == 0})
	s.preempted = false
	s.addMoment(g)
}

// Note adds to the trace what came of g's last operation.
func (g *G) Note(value string) {
	if s := g.s; s.cfg.Record && len(s.rows) > 0 {
		for i := len(s.rows) - 1; i >= 0; i-- {
			if s.rows[i].G == g.id {
				s.rows[i].Value = value
				if value == "held" { // TryLock in vain
					s.noteLock(g, value, g.op.Object)
				}
				return
			}
		}
	}
}

// Here notes the line that g stands at, for the trace and for the report of where g waits.
func (g *G) Here() {
	if g.s.cfg.Record {
		g.place = g.s.place()
	}
}

// Line adds to the trace what is not a scheduling point: an unlock, a Done, an access without a race.
func (g *G) Line(kind, value string) {
	if g.s.cfg.Record {
		g.Here()
		g.s.addRow(g, kind, value, false)
	}
}

// LineOn is Line for an operation on o.
func (g *G) LineOn(o *SyncObject, kind string) {
	if g.s.cfg.Record {
		g.Line(kind, "")
		g.s.rows[len(g.s.rows)-1].Object = g.s.objectNumber(o)
		g.s.noteLock(g, kind, o)
	}
}

// recordGo adds to the trace that g starts child.
func (s *Sched) recordGo(g, child *G) {
	if s.cfg.Record {
		child.place = s.place()
		g.place = child.place
		s.addRow(g, "go", child.name, false)
		s.rows[len(s.rows)-1].child = child.id
	}
}

// sharedRows returns the trace without the accesses to variables that only one goroutine has touched. Writes to maps stay: where one goroutine
// owns a map, they show what became of the commands that others sent. A steady trace keeps all accesses.
func (s *Sched) sharedRows() []Row {
	out := s.rows[:0]
	for _, r := range s.rows {
		if r.setup {
			continue
		}
		if r.variable == nil || r.mapWrite || s.cfg.Steady || s.variables[r.variable] != nil && s.variables[r.variable].several {
			out = append(out, r)
		}
	}
	return dropRepeatedExits(out)
}

// Recording reports whether a trace is kept, so that values are worth formatting.
func (g *G) Recording() bool { return g.s.cfg.Record }

// Show returns a value as the trace shows it, or "" for kinds of values that would be long. A struct is shown as {7 true} if it has few fields,
// all of them can be shown and none is a struct: a reply often has two halves.
func Show(v any) string {
	r := reflect.ValueOf(v)
	if r.Kind() != reflect.Struct {
		return showPlain(r)
	}
	if r.NumField() > maxShownFields {
		return ""
	}
	var fields []string
	for i := range r.NumField() {
		f := r.Field(i)
		if f.Kind() == reflect.Interface {
			f = f.Elem()
		}
		text := showPlain(f)
		if text == "" {
			return ""
		}
		fields = append(fields, text)
	}
	if len(fields) == 0 {
		return ""
	}
	return short("{" + strings.Join(fields, " ") + "}")
}

// maxShownFields is how many fields a struct has at most whose value is shown: a reader takes in so many without their names.
const maxShownFields = 3

// showPlain is Show for a value that is no struct. The value may be of a field that is not exported.
func showPlain(r reflect.Value) string {
	switch r.Kind() {
	case reflect.Bool, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64, reflect.Uint, reflect.Uint8,
		reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Float32, reflect.Float64:
		return fmt.Sprint(r)
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

// short returns the beginning of s.
func short(s string) string {
	if r := []rune(s); len(r) > 24 {
		return string(r[:23]) + "…"
	}
	return s
}
