package classreport

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/results"
)

// page is what the page of the class shows. All texts are printable, and none is HTML yet.
type page struct {
	Lang      string
	Made      string
	Facts     []fact
	Points    string // the header of the points, which are grades if there is a scheme
	States    []pageState
	Looks     []pageLook
	Signs     []pageState // what the signs of the map mean
	Lessons   []pageLesson
	Rows      []pageRow
	Patterns  []pagePattern
	NoPattern string
}

type pageState struct {
	Mark, Class, Name, Means string
	Count                    int
}

type pageLook struct{ Title, IDs, Why string }

type pageLesson struct {
	ID, Title string
	Steps     []pageStep
}

// The classes of the style sheet.
const (
	classPass = "pass"
	classFail = "fail"
	classNone = "none"
	classLook = "look"
)

func (c Class) pageOf(say *msg.Printer) page {
	out := page{Lang: say.Lang(), Made: c.madeWords(say), Facts: c.facts(say), Points: say.Say("page.points")}
	if c.Scheme != nil {
		out.Points = say.Say("page.grade")
	}
	for _, n := range countStates(c.Students) {
		out.States = append(out.States, pageState{cmp.Or(marks[n.state], signPass), stateClass(n.state), stateName(say, n.state), stateMeans(say, n.state), n.count})
	}
	for _, l := range looks(c.Students) {
		out.Looks = append(out.Looks, pageLook{strings.TrimSuffix(stateName(say, l.state)+", "+safeLine(l.lesson), ", "), joinIDs(l.ids, say), safeLine(l.why)})
	}
	plan := c.plan()
	out.Signs = []pageState{{Mark: signPass, Class: classPass, Name: say.Say("page.pass")}, {Mark: signFail, Class: classFail, Name: say.Say("page.fail")}, {Mark: marks[results.Unstable], Class: classLook, Name: say.Say("page.not-judged")}}
	if slices.ContainsFunc(c.Students, func(s results.Student) bool { return slices.ContainsFunc(s.Lessons, isSet) }) {
		out.Signs = append(out.Signs, pageState{Mark: markSet, Class: classNone, Name: say.Say("page.set")})
	}
	for _, l := range plan {
		lesson := pageLesson{ID: safeLine(l.id), Title: c.lessonTitle(l.id, say.Lang())}
		for _, id := range l.steps {
			lesson.Steps = append(lesson.Steps, c.pageStep(l, id, say))
		}
		if len(lesson.Steps) == 0 {
			lesson.Steps = []pageStep{{}} // a lesson that nobody's results have steps of
		}
		out.Lessons = append(out.Lessons, lesson)
	}
	names := c.FileNames()
	for i, s := range c.Students {
		out.Rows = append(out.Rows, c.pageRow(plan, s, names[i], say))
	}
	out.Patterns, out.NoPattern = c.patterns(say)
	return out
}

// madeWords says when the page was made, and with what the class was graded.
func (c Class) madeWords(say *msg.Printer) string {
	one := func(of func(s results.Student) string) string {
		var all []string
		for _, s := range c.Students {
			if v := of(s); v != "" && !slices.Contains(all, v) {
				all = append(all, v)
			}
		}
		switch len(all) {
		case 0:
			return "-"
		case 1:
			return safeLine(all[0])
		}
		return say.Say("page.several")
	}
	return say.Say("page.made", "time", clock(c.At),
		"checker", one(func(s results.Student) string { return s.Checker }),
		"go", one(func(s results.Student) string { return s.Go }),
		"level", one(func(s results.Student) string { return s.Level }))
}

// facts returns the figures of the class.
func (c Class) facts(say *msg.Printer) []fact {
	late, members := countLate(c.Students)
	out := []fact{{say.Say("page.members"), strconv.Itoa(members)}}
	if median := c.median(say); median != "" {
		out = append(out, fact{say.Say("page.median"), median})
	}
	out = append(out, fact{say.Say("page.late"), strconv.Itoa(late)})
	if n := len(c.Students) - members; n > 0 {
		out = append(out, fact{say.Say("page.unmatched"), strconv.Itoa(n)})
	}
	return out
}

// median returns the points of the student in the middle, among those who have handed in and have a verdict.
func (c Class) median(say *msg.Printer) string {
	var points []int
	most := 0
	for _, s := range c.Students {
		if hasVerdict(s) && s.State != results.Missing && s.State != results.Unmatched {
			points, most = append(points, s.Points), max(most, s.Max)
		}
	}
	if len(points) == 0 {
		return ""
	}
	slices.Sort(points)
	return say.Say("classreport.of", "points", points[len(points)/2], "max", most)
}

func stateClass(s results.State) string {
	switch {
	case needsLook(s), s == results.Unmatched:
		return classLook
	case s == results.Graded:
		return classPass
	}
	return classNone
}

// pageStep is a column of the map, and a row of the table of the steps.
type pageStep struct {
	ID, Full, Title                       string
	HandedIn, Green, Red, Judged, Neither int
	Scale                                 int // of the bar
	First                                 []string
}

// pageStep counts who of those who handed in the lesson has a step green, and who has it red.
func (c Class) pageStep(l lessonPlan, id string, say *msg.Printer) pageStep {
	out := pageStep{ID: safeLine(course.ShortID(id)), Full: safeLine(id), Title: c.stepTitle(id, say.Lang())}
	for _, s := range c.Students {
		lesson := lessonOf(s, l.id)
		if !handedIn(lesson.State) {
			continue
		}
		out.HandedIn++
		step := stepOf(lesson, id)
		switch {
		case step == nil || lesson.State == results.DoesNotBuild: // then every step is red, which says nothing about this one
		case step.Status == statusPass:
			out.Green++
		case step.Status == statusFail:
			out.Red++
			if firstRed(lesson, l.steps) == id {
				out.First = append(out.First, shownID(s.Student))
			}
		}
	}
	out.Judged = out.Green + out.Red
	out.Neither = out.HandedIn - out.Judged
	out.Scale = max(out.HandedIn, 1)
	return out
}

// firstRed returns the first red step of a student's lesson in the order of the course, or "".
func firstRed(l results.Lesson, order []string) string {
	for _, id := range order {
		if s := stepOf(l, id); s != nil && s.Status == statusFail {
			return id
		}
	}
	return ""
}

func joinIDs(ids []string, say *msg.Printer) string {
	t := table{say: say}
	return t.idList(ids)
}
