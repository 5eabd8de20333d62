package intake

import (
	"regexp"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/course"
)

// copiesFolder is the folder of the repo in which copies of the lessons lie: the originals, and others for tests.
const copiesFolder = "testdata"

// foreignFolders are folders of the repo that hold other files with the names of lessons' files. They are searched only for lessons/….
var foreignFolders = []string{"solutions", "checker", "docs", copiesFolder}

// candidate is an entry that may be a lesson's file.
type candidate struct {
	lesson string
	root   string // the folder of the submission in which the lesson lies
	entry  entry
}

// resolve finds the file of each lesson among the entries of a submission. The path counts from its end: lessons/01-race/tally.go, or else
// 01-race/tally.go, or else a lone tally.go whose name no other lesson has. Of two places of a lesson one of which lies in the other, the outer one
// counts. The last result is why the submission cannot be taken.
func resolve(lessons []course.Lesson, entries []entry) (found map[string]entry, notes []Problem, fault *Problem) {
	found = map[string]entry{}
	for _, match := range []func([]course.Lesson, entry) *candidate{matchWhole, matchFolder, matchLone} {
		var all []candidate
		for _, e := range entries {
			if e.kind != kindFile || isIgnored(e.name) {
				continue
			}
			if c := match(lessons, e); c != nil && found[c.lesson].in == nil {
				all = append(all, *c)
			}
		}
		for _, c := range outermost(all) {
			other, twice := found[c.lesson]
			if twice {
				return nil, nil, &Problem{Why: WhyTwoRoots, Where: other.name, What: c.entry.name}
			}
			found[c.lesson] = c.entry
		}
	}
	return found, undecided(lessons, entries, found), nil
}

// outermost returns the candidates whose root does not lie within another root of the same lesson.
func outermost(all []candidate) []candidate {
	var out []candidate
	for _, c := range all {
		if !slices.ContainsFunc(all, func(o candidate) bool {
			return o.lesson == c.lesson && o.root != c.root && (o.root == "" || strings.HasPrefix(c.root, o.root+"/"))
		}) {
			out = append(out, c)
		}
	}
	return out
}

// matchWhole matches lessons/01-race/tally.go at the end of a path.
func matchWhole(lessons []course.Lesson, e entry) *candidate {
	if inFolder(e.name, []string{copiesFolder}) {
		return nil
	}
	return matchEnd(lessons, e, func(l course.Lesson) string { return l.Path() })
}

// matchFolder matches 01-race/tally.go at the end of a path.
func matchFolder(lessons []course.Lesson, e entry) *candidate {
	if inFolder(e.name, foreignFolders) {
		return nil
	}
	return matchEnd(lessons, e, func(l course.Lesson) string { return l.ID + "/" + l.File })
}

func matchEnd(lessons []course.Lesson, e entry, end func(course.Lesson) string) *candidate {
	for _, l := range lessons {
		if root, ok := cutEnd(e.name, end(l)); ok {
			return &candidate{l.ID, root, e}
		}
	}
	return nil
}

// cutEnd cuts a path off the end of another one, and reports whether that was possible. Upper and lower case are the same, as they are on Windows
// and macOS.
func cutEnd(name, end string) (root string, ok bool) {
	at := len(name) - len(end)
	if at < 0 || !strings.EqualFold(name[at:], end) || at > 0 && name[at-1] != '/' {
		return "", false
	}
	return strings.TrimSuffix(name[:at], "/"), true
}

// copyNumber is what browsers and LMSs add to the name of a file that is there already: tally-1.go, tally (1).go.
var copyNumber = regexp.MustCompile(`(?:-\d+| ?\(\d+\))(\.go)$`)

// matchLone matches tally.go wherever it lies, if only one lesson has a file of that name.
func matchLone(lessons []course.Lesson, e entry) *candidate {
	parts := strings.Split(e.name, "/")
	base := copyNumber.ReplaceAllString(parts[len(parts)-1], "$1")
	owners := ownersOf(lessons, base)
	if len(owners) != 1 || inFolder(e.name, foreignFolders) {
		return nil
	}
	for _, l := range lessons {
		if slices.ContainsFunc(parts[:len(parts)-1], func(p string) bool { return strings.EqualFold(p, l.ID) }) {
			return nil // it lies in a lesson's folder, and is not that lesson's file
		}
	}
	return &candidate{owners[0].ID, strings.Join(parts[:len(parts)-1], "/"), e}
}

// ownersOf returns the lessons whose file has a name.
func ownersOf(lessons []course.Lesson, base string) []course.Lesson {
	var out []course.Lesson
	for _, l := range lessons {
		if strings.EqualFold(l.File, base) {
			out = append(out, l)
		}
	}
	return out
}

// inFolder reports whether one of the folders of a path has one of the names.
func inFolder(name string, folders []string) bool {
	parts := strings.Split(name, "/")
	return slices.ContainsFunc(parts[:len(parts)-1], func(p string) bool { return slices.Contains(folders, p) })
}

// undecided returns a note for each file that has the name of several lessons' files, lies in no lesson's folder, and may be one that was not found.
func undecided(lessons []course.Lesson, entries []entry, found map[string]entry) []Problem {
	var out []Problem
	for _, e := range entries {
		base := copyNumber.ReplaceAllString(e.name[strings.LastIndex(e.name, "/")+1:], "$1")
		owners := ownersOf(lessons, base)
		if e.kind != kindFile || isIgnored(e.name) || inFolder(e.name, foreignFolders) || len(owners) < 2 || matchFolder(lessons, e) != nil {
			continue
		}
		var ids []string
		for _, l := range owners {
			ids = append(ids, l.ID)
		}
		if slices.ContainsFunc(ids, func(id string) bool { return found[id].in == nil }) {
			out = append(out, Problem{Why: WhyWhichLesson, Where: e.name, What: strings.Join(ids, ", ")})
		}
	}
	return out
}
