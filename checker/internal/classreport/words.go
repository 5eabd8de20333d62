package classreport

import (
	"cmp"
	"strings"
	"time"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/safetext"
)

// workflowCommands takes the commands out of a text that a CI service would read in its log: "::error::" at the start of a line, "##[error]"
// anywhere.
var workflowCommands = strings.NewReplacer("::", ": :", "##[", "# #[")

// safeLine returns a text of a student's or a roster's as one line that can be shown.
func safeLine(s string) string { return workflowCommands.Replace(safetext.Line(s)) }

// shownID returns a student's id, or a question mark for a submission of nobody in the roster.
func shownID(id string) string { return cmp.Or(safeLine(id), marks[results.Unmatched]) }

// safeBlock returns a text of several lines, each of which can be shown.
func safeBlock(s string) string {
	lines := strings.Split(strings.Trim(s, "\n"), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(safeLine(strings.TrimRight(line, "\r")), " ")
	}
	return strings.Join(lines, "\n")
}

// sayOr returns the text of a key, or other as one line if there is none.
func sayOr(say *msg.Printer, key, other string) string {
	if safeLine(key) == key && say.Has(key) {
		return say.Say(key)
	}
	return safeLine(other)
}

func stateName(say *msg.Printer, s results.State) string {
	return sayOr(say, "state-name."+string(s), string(s))
}

func stateMeans(say *msg.Printer, s results.State) string {
	return sayOr(say, "state-means."+string(s), "")
}

// patternTitle returns the short name of a mistake.
func patternTitle(say *msg.Printer, p goout.Pattern) string {
	return sayOr(say, "pattern-title."+string(p), string(p))
}

// lessonTitle returns the title of a lesson in a language, or "".
func (c Class) lessonTitle(id, lang string) string {
	if l := c.lesson(id); l != nil {
		return l.Title.In(lang)
	}
	return ""
}

// stepTitle returns the title of a step in a language, or "".
func (c Class) stepTitle(id, lang string) string {
	lesson, _, _ := strings.Cut(id, "/")
	if l := c.lesson(lesson); l != nil {
		for _, s := range l.Steps {
			if l.StepID(s) == id {
				return s.Title.In(lang)
			}
		}
	}
	return ""
}

func (c Class) lesson(id string) *course.Lesson {
	if c.Course == nil {
		return nil
	}
	for i := range c.Course.Lessons {
		if c.Course.Lessons[i].ID == id {
			return &c.Course.Lessons[i]
		}
	}
	return nil
}

// clock returns a time with its distance from Greenwich, or "" for an unknown one.
func clock(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2006-01-02 15:04 -07:00")
}
