package rt

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
)

// FuncName names a goroutine after the function that it runs, a literal after the function that it stands in. A test's
// body is in a function of the rewriter's, whose name says so at its beginning.
func FuncName(f any) string {
	name := runtime.FuncForPC(reflect.ValueOf(f).Pointer()).Name()
	name = strings.TrimSuffix(name[strings.LastIndexByte(name, '/')+1:], "-fm")
	parts := strings.Split(name, ".")[1:]
	for i, p := range parts {
		if strings.HasPrefix(p, "func") && i > 0 {
			return plain(parts[i-1])
		}
	}
	if len(parts) == 0 {
		return "goroutine"
	}
	return plain(parts[len(parts)-1])
}

// Body is what the rewriter puts before the name of a test to name its body.
const Body = "explore_"

func plain(name string) string { return strings.TrimPrefix(strings.Trim(name, "(*)"), Body) }

// number tells goroutines of one name apart: Close #1, Close #2.
func (s *Sched) number() {
	count, seen := map[string]int{}, map[string]int{}
	for _, g := range s.gs {
		count[g.name]++
	}
	names := make([]string, len(s.gs))
	for i, g := range s.gs {
		names[i] = g.name
		if count[g.name] > 1 {
			seen[g.name]++
			names[i] = fmt.Sprintf("%s #%d", g.name, seen[g.name])
		}
	}
	for i := range s.rows {
		s.rows[i].Goroutine = names[s.rows[i].G]
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
		for i := range o.Blocked {
			o.Blocked[i].Goroutine = names[o.Blocked[i].id]
		}
		if o.by != nil {
			o.By = names[o.by.id]
		}
	}
}
