package points

import (
	"cmp"
	"math/big"
	"slices"
	"time"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/results"
)

// FileName is the name of the file with the rules, in the folder of the results.
const FileName = "grading.toml"

// Scheme is the rules by which points become a grade. A nil *Scheme is the plain sum of the points.
//
// The points of a step times the step's weight are added up for each lesson, reduced if the lesson was late, and multiplied by the lesson's weight.
// All numbers are exact until the grade is rounded at the end.
type Scheme struct {
	Steps    map[string]*big.Rat // weights by full id, each 0 or more; those that are missing are 1
	Lessons  map[string]*big.Rat // weights by id, as above
	Best     int                 // so many lessons count, those with the largest share of their points; 0: all
	OutOf    *big.Rat            // the largest grade; nil: the sum of the weighted points
	Pass     *big.Rat            // the smallest rounded grade that passes; nil: there is no such line
	Decimals int                 // of the rounded grade
	Round    Rounding
	Late     *Late // nil: nothing is taken for being late
}

// Late is what being late costs a lesson.
type Late struct {
	Percent     *big.Rat      // of the lesson's points, once, however late it was
	PercentADay *big.Rat      // of the lesson's points, for each day that has begun after the deadline
	Grace       time.Duration // so much later is not late
	CutOff      time.Duration // what is later than this has nothing left; 0: there is no such time
}

// Grade is what a student gets.
type Grade struct {
	Known   bool     // false while a lesson has no verdict: then nothing below but Max counts
	Exact   *big.Rat // before rounding
	Value   string   // rounded, without zeros at the end: "8.5"
	Max     string
	HasPass bool
	Passed  bool
	Lessons []LessonGrade // in the order of the line
}

// LessonGrade is a lesson's part in a grade.
type LessonGrade struct {
	ID       string
	Points   *big.Rat // weighted, after the reduction
	Max      *big.Rat
	DaysLate int  // begun days after the deadline and the grace; 0 without a late policy
	CutOff   bool // so late that nothing is left
	Counts   bool
}

// Grade returns the student's grade. The line must have the overrides already: see WithOverrides.
func (s *Scheme) Grade(c *course.Course, line results.Student) Grade {
	g := Grade{Known: line.State.Final()}
	for _, l := range line.Lessons {
		g.Known = g.Known && l.State.Final()
		g.Lessons = append(g.Lessons, s.lesson(c, line, l))
	}
	if s == nil {
		g.Exact, g.Value, g.Max = whole(line.Points), whole(line.Points).RatString(), whole(line.Max).RatString()
		return g
	}
	s.choose(g.Lessons)
	sum, most := new(big.Rat), new(big.Rat)
	for _, l := range g.Lessons {
		if l.Counts {
			sum.Add(sum, l.Points)
			most.Add(most, l.Max)
		}
	}
	if s.OutOf != nil {
		if most.Sign() > 0 {
			sum.Mul(sum.Quo(sum, most), s.OutOf)
		}
		most = s.OutOf
	}
	g.Exact = sum
	rounded := s.Round.round(sum, s.Decimals)
	g.Value, g.Max = decimal(rounded, s.Decimals), decimal(most, maxDecimals)
	if s.Pass != nil {
		g.HasPass, g.Passed = true, rounded.Cmp(s.Pass) >= 0
	}
	return g
}

// lesson returns the weighted points of a lesson.
func (s *Scheme) lesson(c *course.Course, line results.Student, l results.Lesson) LessonGrade {
	out := LessonGrade{ID: l.ID, Counts: true}
	if s == nil {
		out.Points, out.Max = whole(l.Points), whole(l.Max)
		return out
	}
	out.Points, out.Max = new(big.Rat), s.max(c, l)
	for _, step := range l.Steps {
		out.Points.Add(out.Points, times(whole(step.Points), s.Steps[step.ID]))
	}
	late := s.lateBy(line, l)
	out.DaysLate, out.CutOff = days(late), s.Late != nil && s.Late.CutOff > 0 && late > s.Late.CutOff
	out.Points = times(times(out.Points, s.left(out)), s.Lessons[l.ID])
	out.Max = times(out.Max, s.Lessons[l.ID])
	return out
}

// max returns the largest weighted points of a lesson: of the course's steps, or of the line's if the course does not have the lesson any more.
func (s *Scheme) max(c *course.Course, l results.Lesson) *big.Rat {
	sum := new(big.Rat)
	for _, own := range c.Lessons {
		if own.ID == l.ID {
			for _, step := range own.Steps {
				sum.Add(sum, times(whole(step.Points), s.Steps[own.StepID(step)]))
			}
			return sum
		}
	}
	return whole(l.Max)
}

// day is what "a day late" is.
const day = 24 * time.Hour

// lateBy returns how much later than the student's deadline, with the grace, the file was; 0 without a late policy. If one of the two times is not
// known, as where only the LMS says that it was late, it is the least: one day has begun.
func (s *Scheme) lateBy(line results.Student, l results.Lesson) time.Duration {
	switch {
	case s.Late == nil || !l.Late:
		return 0
	case line.Deadline.IsZero() || l.Time.IsZero() || !l.Time.After(line.Deadline):
		return 1
	}
	return max(0, l.Time.Sub(line.Deadline)-s.Late.Grace)
}

// days returns how many days have begun.
func days(late time.Duration) int { return int((late + day - 1) / day) }

// left returns the part of a lesson's points that is left.
func (s *Scheme) left(l LessonGrade) *big.Rat {
	switch {
	case l.DaysLate == 0:
		return whole(1)
	case l.CutOff:
		return new(big.Rat)
	}
	lost := new(big.Rat).Mul(s.Late.PercentADay, whole(l.DaysLate))
	lost.Quo(lost.Add(lost, s.Late.Percent), whole(100))
	if lost.Cmp(whole(1)) >= 0 {
		return new(big.Rat)
	}
	return lost.Sub(whole(1), lost)
}

// choose leaves only the best lessons in the grade: those with the largest part of their points. Of equal ones the lesson with fewer points counts,
// which is never to the student's loss, and of these the first.
func (s *Scheme) choose(all []LessonGrade) {
	if s.Best == 0 || s.Best >= len(all) {
		return
	}
	order := make([]int, len(all))
	for i := range all {
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int {
		return cmp.Or(share(all[y]).Cmp(share(all[x])), all[x].Max.Cmp(all[y].Max))
	})
	for _, i := range order[s.Best:] {
		all[i].Counts = false
	}
}

// share returns which part of a lesson's points a student has. A lesson without points counts last.
func share(l LessonGrade) *big.Rat {
	if l.Max.Sign() == 0 {
		return whole(-1)
	}
	return new(big.Rat).Quo(l.Points, l.Max)
}

func whole(n int) *big.Rat { return new(big.Rat).SetInt64(int64(n)) }

// times returns a product; a missing weight is 1.
func times(x, weight *big.Rat) *big.Rat {
	if weight == nil {
		return x
	}
	return new(big.Rat).Mul(x, weight)
}
