package rt

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
)

// FuncName returns the name of a goroutine that runs f: the name of f, or for a function literal that of the function around it.
func FuncName(f any) string {
	name := runtime.FuncForPC(reflect.ValueOf(f).Pointer()).Name()
	name = strings.TrimSuffix(name[strings.LastIndexByte(name, '/')+1:], "-fm")
	parts := strings.Split(name, ".")[1:]
	for i, p := range parts {
		if strings.HasPrefix(p, "func") && i > 0 {
			return trimName(parts[i-1])
		}
	}
	if len(parts) == 0 {
		return "goroutine"
	}
	return trimName(parts[len(parts)-1])
}

// BodyPrefix and the name of a test make the name of the function into which the instrumenter puts the test's body.
const BodyPrefix = "explore_"

// trimName returns a method without its receiver's brackets, and a test's body under the name of the test.
func trimName(name string) string { return strings.TrimPrefix(strings.Trim(name, "(*)"), BodyPrefix) }

// numberNames tells goroutines of one name apart in the trace: Close #1, Close #2.
func (s *Sched) numberNames() {
	count, seen := map[string]int{}, map[string]int{}
	for _, g := range s.goroutines {
		count[g.name]++
	}
	names := make([]string, len(s.goroutines))
	for i, g := range s.goroutines {
		names[i] = g.name
		if count[g.name] > 1 {
			seen[g.name]++
			names[i] = fmt.Sprintf("%s #%d", g.name, seen[g.name])
		}
	}
	for i := range s.rows {
		s.rows[i].Goroutine = names[s.rows[i].G]
		s.rows[i].Moment.rename(names)
		if k := s.rows[i].child; k > 0 {
			s.rows[i].Value = names[k]
		}
	}
	for i := range s.conflicts {
		for j := range s.conflicts[i] {
			s.conflicts[i][j].Goroutine = names[s.conflicts[i][j].G]
		}
	}
	if o := s.outcome; o != nil {
		o.Final.rename(names)
		o.Open.rename(names)
		for i := range o.Blocked {
			o.Blocked[i].Goroutine = names[o.Blocked[i].id]
		}
		if o.by != nil {
			o.By = names[o.by.id]
		}
	}
}

// rename gives the goroutines of a moment their names.
func (m *Moment) rename(names []string) {
	if m == nil {
		return
	}
	for i := range m.Goroutines {
		m.Goroutines[i].Goroutine = names[m.Goroutines[i].G]
	}
}
