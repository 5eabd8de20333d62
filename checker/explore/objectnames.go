package explore

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Object is a lock, channel, variable … of a schedule.
type Object struct {
	Number int    `json:"number"`
	Kind   string `json:"kind"` // lock, channel, variable or other
	Name   string `json:"name"` // what the source calls it where it is first used; a number behind it tells objects of one name apart
}

// objectCode finds in a line of source what an operation is on.
var objectCode = map[string]*regexp.Regexp{
	"lock":    regexp.MustCompile(`([\w.\[\]]+)\.(?:Try)?R?(?:Lock|Unlock)\(`),
	"close":   regexp.MustCompile(`\bclose\(([\w.\[\]]+)\)`),
	"receive": regexp.MustCompile(`(?:<-\s*|range\s+)([\w.\[\]]+)`),
	"send":    regexp.MustCompile(`([\w.\[\]]+)\s*<-`),
}

// kindsOfObjects says what the object of an operation is, and how the source names it.
var kindsOfObjects = map[string][2]string{
	"lock": {"lock", "lock"}, "unlock": {"lock", "lock"}, "rlock": {"lock", "lock"}, "runlock": {"lock", "lock"},
	"trylock": {"lock", "lock"}, "tryrlock": {"lock", "lock"}, "close": {"channel", "close"}, "receive": {"channel", "receive"},
	"send": {"channel", "send"}, "select": {"channel", ""}, "read": {"variable", ""}, "write": {"variable", ""},
}

// nameObjects fills in r.Objects, in the order of their first use, or by their numbers, which change less while a schedule grows.
func nameObjects(r *Result, byNumber bool) {
	at := map[int]int{}
	note := func(number int, op, code, name string) {
		if number == 0 {
			return
		}
		kind := kindsOfObjects[op]
		if kind[0] == "" {
			kind[0] = "other"
		}
		if m := objectCode[kind[1]]; m != nil && name == "" {
			if found := m.FindStringSubmatch(code); found != nil {
				name = found[1]
			}
		}
		i, known := at[number]
		if !known {
			i = len(r.Objects)
			at[number] = i
			r.Objects = append(r.Objects, Object{Number: number, Kind: kind[0]})
		}
		if o := &r.Objects[i]; o.Name == "" {
			o.Name = name
		}
	}
	for _, s := range r.Trace {
		if kindsOfObjects[s.Op][0] == "variable" && s.Value == "" && r.Cause != Race {
			continue // of such an access there is nothing to show
		}
		note(s.Object, s.Op, s.Code, s.Name)
	}
	for _, b := range r.Blocked {
		note(b.Object, b.State, b.Code, "")
	}
	if r.Final != nil {
		for _, g := range r.Final.Goroutines {
			if len(g.Objects) == 1 {
				note(g.Objects[0], g.Op, g.Code, "")
			}
		}
		for _, c := range r.Final.Channels {
			note(c.Object, "select", "", "")
		}
	}
	if byNumber {
		slices.SortStableFunc(r.Objects, func(a, b Object) int { return cmp.Compare(a.Number, b.Number) })
	}
	tellApart(r.Objects)
}

// tellApart shortens the names of locks and channels to the last part where objects share it, and puts numbers behind equal names: two
// accounts are `from` and `to` for one goroutine, and the other way round for another.
func tellApart(objects []Object) {
	count := map[string]int{}
	for i, o := range objects {
		if o.Kind == "lock" {
			objects[i].Name = o.Name[strings.LastIndexByte(o.Name, '.')+1:]
		}
		if objects[i].Name == "" {
			objects[i].Name = o.Kind
		}
		count[objects[i].Kind+objects[i].Name]++
	}
	seen := map[string]int{}
	for i, o := range objects {
		if key := o.Kind + o.Name; count[key] > 1 {
			seen[key]++
			objects[i].Name = fmt.Sprintf("%s #%d", o.Name, seen[key])
		}
	}
}
