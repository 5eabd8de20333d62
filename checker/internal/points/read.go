package points

import (
	"fmt"
	"io"
	"maps"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"

	"sharedmap-workshop/checker/internal/course"
)

// The values of Problem.Why.
const (
	WhySyntax   = "syntax"     // the line is no TOML
	WhyHuge     = "huge"       // a number that no key takes, and that is too large even to be read
	WhyTwice    = "twice"      // the key stands in the file twice
	WhyKey      = "key"        // there is no such key
	WhyLesson   = "lesson"     // the course has no such lesson
	WhyStep     = "step"       // the course has no such step
	WhyTable    = "table"      // the key is a table, such as [late]
	WhyNumber   = "number"     // not a number from Min to Max
	WhyWhole    = "whole"      // not a whole number from Min to Max
	WhyRounding = "rounding"   // none of Roundings
	WhyOutOf    = "best-outof" // best needs out_of, because the lessons have different points
	WhyNothing  = "nothing"    // no step has a weight
	WhyCutOffs  = "cut-offs"   // two keys say after which time nothing is left
)

// Problem is a mistake in grading.toml.
type Problem struct {
	Line     int    // 0: unknown
	Key      string // "late.percent_per_day"
	Why      string
	What     string   // the value, or the text of the line
	Near     []string // similar names
	Min, Max int
}

// FileError is the error for a grading.toml that cannot be used.
type FileError struct{ Problems []Problem }

func (e *FileError) Error() string {
	return fmt.Sprintf("%d problems, the first: %s %s", len(e.Problems), e.Problems[0].Key, e.Problems[0].Why)
}

// maxFile is the largest size of a grading.toml in bytes.
const maxFile = 1 << 20

// Read reads a grading.toml. Every name in it must be known. Its error is a *FileError or one of r's.
func Read(r io.Reader, c *course.Course) (*Scheme, error) {
	raw, err := io.ReadAll(io.LimitReader(r, maxFile))
	if err != nil {
		return nil, err
	}
	doc, text := map[string]any{}, strings.TrimPrefix(string(raw), "\ufeff")
	if _, err = toml.Decode(text, &doc); err != nil {
		return nil, &FileError{[]Problem{syntaxProblem(text, err)}}
	}
	reader := schemeReader{course: c, scheme: &Scheme{Decimals: 2, Round: HalfUp}}
	reader.document(doc)
	reader.together()
	if len(reader.problems) > 0 {
		return nil, &FileError{reader.problems}
	}
	return reader.scheme, nil
}

// schemeReader collects the rules and the mistakes of a file.
type schemeReader struct {
	course   *course.Course
	scheme   *Scheme
	problems []Problem
}

// The keys of the file.
var (
	topKeys  = []string{"out_of", "decimals", "round", "pass", "best", "lesson", "step", "late"}
	lateKeys = []string{"percent_once", "percent_per_day", "grace_minutes", "cut_off_days", "cut_off_hours"}
)

// The largest numbers that the file may have.
const (
	maxGrade  = 100_000
	maxWeight = 1000
	maxDays   = 3650
)

func (r *schemeReader) document(doc map[string]any) {
	s := r.scheme
	for _, key := range slices.Sorted(maps.Keys(doc)) {
		switch v := doc[key]; key {
		case "out_of":
			s.OutOf = r.number(key, v, maxGrade)
		case "decimals":
			s.Decimals = r.integer(key, v, 0, maxDecimals)
		case "round":
			s.Round = r.rounding(key, v)
		case "pass":
			s.Pass = r.number(key, v, maxGrade)
		case "best":
			s.Best = r.integer(key, v, 1, len(r.course.Lessons))
		case "lesson":
			s.Lessons = r.weights(key, v, WhyLesson, r.lessonIDs())
		case "step":
			s.Steps = r.weights(key, v, WhyStep, r.stepIDs())
		case "late":
			s.Late = r.late(key, v)
		default:
			r.add(Problem{Key: key, Why: WhyKey, Near: course.Closest(topKeys, key)})
		}
	}
}

func (r *schemeReader) add(p Problem) { r.problems = append(r.problems, p) }

// together looks at the rules as a whole, if each is right by itself.
func (r *schemeReader) together() {
	if len(r.problems) > 0 {
		return
	}
	if r.scheme.OutOf != nil && r.scheme.OutOf.Sign() == 0 {
		r.add(Problem{Key: "out_of", Why: WhyNumber, What: "0", Min: 1, Max: maxGrade})
	}
	if r.scheme.Best > 0 && r.scheme.OutOf == nil {
		r.add(Problem{Key: "best", Why: WhyOutOf})
	}
	for _, l := range r.course.Lessons {
		for _, s := range l.Steps {
			if w := times(times(whole(s.Points), r.scheme.Steps[l.StepID(s)]), r.scheme.Lessons[l.ID]); w.Sign() > 0 {
				return
			}
		}
	}
	r.add(Problem{Key: "lesson", Why: WhyNothing})
}

func (r *schemeReader) lessonIDs() (ids []string) {
	for _, l := range r.course.Lessons {
		ids = append(ids, l.ID)
	}
	return ids
}

func (r *schemeReader) stepIDs() (ids []string) {
	for _, l := range r.course.Lessons {
		for _, s := range l.Steps {
			ids = append(ids, l.StepID(s))
		}
	}
	return ids
}

// table returns a value that must be a table.
func (r *schemeReader) table(key string, v any) map[string]any {
	t, ok := v.(map[string]any)
	if !ok {
		r.add(Problem{Key: key, Why: WhyTable, What: fmt.Sprint(v)})
	}
	return t
}

// weights returns the numbers of a table whose keys must be among ids.
func (r *schemeReader) weights(key string, v any, why string, ids []string) map[string]*big.Rat {
	out, t := map[string]*big.Rat{}, r.table(key, v)
	for _, id := range slices.Sorted(maps.Keys(t)) {
		if !slices.Contains(ids, id) {
			r.add(Problem{Key: key, Why: why, What: id, Near: course.Closest(ids, id)})
			continue
		}
		out[id] = r.number(key+"."+id, t[id], maxWeight)
	}
	return out
}

func (r *schemeReader) rounding(key string, v any) Rounding {
	text, _ := v.(string)
	if !slices.Contains(Roundings(), Rounding(text)) {
		r.add(Problem{Key: key, Why: WhyRounding, What: fmt.Sprint(v)})
	}
	return Rounding(text)
}

// number returns a number from 0 to most, exactly as its decimals say.
func (r *schemeReader) number(key string, v any, most int) *big.Rat {
	var n *big.Rat
	switch v := v.(type) {
	case int64:
		n = new(big.Rat).SetInt64(v)
	case float64:
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			n, _ = new(big.Rat).SetString(strconv.FormatFloat(v, 'f', -1, 64))
		}
	}
	if n == nil || n.Sign() < 0 || n.Cmp(whole(most)) > 0 {
		r.add(Problem{Key: key, Why: WhyNumber, What: fmt.Sprint(v), Max: most})
		return new(big.Rat)
	}
	return n
}

func (r *schemeReader) integer(key string, v any, least, most int) int {
	n, ok := v.(int64)
	if !ok || n < int64(least) || n > int64(most) {
		r.add(Problem{Key: key, Why: WhyWhole, What: fmt.Sprint(v), Min: least, Max: most})
		return least
	}
	return int(n)
}
