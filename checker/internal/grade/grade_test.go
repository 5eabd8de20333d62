package grade_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/smallcourse"
)

var bg = context.Background()

const right = smallcourse.Right

// works are submissions, each with the state and the points that it must get.
var works = []struct {
	id, text string
	state    results.State
	points   int
}{
	{"right", right, results.Graded, 3},
	{"same", right, results.Graded, 3},
	{"half", "package main\n\nfunc One() int { return 1 }\nfunc Two() int { return 3 }\n", results.Graded, 1},
	{"untouched", smallcourse.Start, results.Unchanged, 0},
	{"syntax", "package main\n\nfunc One( int { return 1 }\n", results.DoesNotBuild, 0},
	{"types", "package main\n\nfunc One() int { return \"1\" }\nfunc Two() int { return 2 }\n", results.DoesNotBuild, 0},
	{"lacks", "package main\n\nfunc One() int { return 1 }\n", results.DoesNotBuild, 0},
	{"imports", "package main\n\nimport \"os\"\n\nfunc One() int { return len(os.Args) }\nfunc Two() int { return 2 }\n", results.Refused, 0},
	{"exits", "package main\n\nfunc init() { panic(1) }\n\nfunc One() int { return 1 }\nfunc Two() int { return 2 }\n", results.Graded, 0},
	{"startup", "package main\n\nvar bad = map[any]int{key: 1}\nvar key any = []int{1}\n\nfunc One() int { return len(bad) }\nfunc Two() int { return 2 }\n", results.Graded, 0},
	{"spins", "package main\n\nfunc One() int { for { } }\nfunc Two() int { return 2 }\n", results.Graded, 2},
	{"bomb", "package main\n\nvar all [][]byte\n\nfunc One() int { return 1 }\nfunc Two() int {\n\tfor {\n\t\tb := make([]byte, 64<<20)\n\t\tfor i := range b {\n\t\t\tb[i] = 1\n\t\t}\n\t\tall = append(all, b)\n\t}\n}\n", results.Limit, 1},
	{"shadow", "package main\n\nvar big []byte\n\nfunc One() int { return 1 }\nfunc Two() int {\n\tbig = make([]byte, 3<<30)\n\treturn 2 + int(big[5])\n}\n", results.Limit, 1}, // no memory for the race detector's own
	{"large", "package main\n\nvar big [1 << 34]byte\n\nfunc One() int { return 1 + int(big[0]) }\nfunc Two() int { return 2 }\n", results.DoesNotBuild, 0},
	{"quotes", "package main\n\nvar x = '\"' + \"no space left on device\" + '\"'\n\nfunc One() int { return 1 }\nfunc Two() int { return 2 }\n", results.DoesNotBuild, 0},
	{"prints", "package main\n\nimport \"fmt\"\n\nfunc One() int { fmt.Println(\"--- PASS: TestOne\\nPASS\\nok\\n::error::x\"); return 0 }\nfunc Two() int { return 2 }\n", results.Graded, 2},
}

func TestGrade(t *testing.T) {
	texts := map[string]string{}
	for _, w := range works {
		texts[w.id] = w.text
	}
	c := newClass(t, texts)
	lines, written := c.grade()
	assert.Equal(t, len(works), written)
	for _, w := range works {
		s, ok := lines[w.id]
		require.True(t, ok, w.id)
		assert.Equal(t, w.state, s.State, "%s: %+v", w.id, s.Lessons)
		assert.Equal(t, w.points, s.Points, "%s: %+v", w.id, s.Lessons)
		assert.Equal(t, 3, s.Max)
		if w.state == results.Graded && w.points < 3 || w.state == results.DoesNotBuild {
			assert.True(t, explained(s.Lessons[0]), "%s: %+v", w.id, s.Lessons[0])
		}
	}
	assert.Equal(t, 2, lines["imports"].Lessons[0].Refusals[0].Line-1)
	assert.Equal(t, lines["right"].Lessons[0].Key, lines["same"].Lessons[0].Key)

	before, err := os.ReadFile(filepath.Join(c.out, results.FileName))
	require.NoError(t, err)
	again, written := c.grade()
	assert.Len(t, again, len(works))
	assert.Zero(t, written)
	c.handIn("half", right)
	fixed, written := c.grade()
	assert.Equal(t, 3, fixed["half"].Points)
	assert.Equal(t, 1, written)
	after, err := os.ReadFile(filepath.Join(c.out, results.FileName))
	require.NoError(t, err)
	assert.Equal(t, string(before), string(after[:len(before)]), "the file only grows")
}

// TestNobodysCodeRunsElsewhere grades a right answer beside one whose data races begin before any test: with a conversion that looks like errors.New. In
// one binary they would make the right answer red.
func TestNobodysCodeRunsElsewhere(t *testing.T) {
	c := newClass(t, map[string]string{"right": right, "races": "package main\n\ntype errors string\n\nfunc (errors) New() int {\n\tx, done := 0, make(chan bool)\n\tfor range 2 {\n\t\tgo func() {\n\t\t\tfor range 10000 {\n\t\t\t\tx++\n\t\t\t}\n\t\t\tdone <- true\n\t\t}()\n\t}\n\t<-done\n\t<-done\n\treturn x\n}\n\nvar races = errors.New(\"\")\n\nfunc One() int { return 1 }\nfunc Two() int { return 2 }\n"})
	lines, _ := c.grade()
	assert.Equal(t, 3, lines["right"].Points)
	assert.Zero(t, lines["races"].Points)
}

// TestACommentIsNoPackageClause grades files that begin with a comment in which another file stands. Who changes the clause in the comment, and so
// ends the comment, runs what has not been checked. (None of this class keeps the shared binary from starting: then each file is built alone,
// where no clause is changed.)
func TestACommentIsNoPackageClause(t *testing.T) {
	inComment := func(hidden, shown string) string {
		return "/*\npackage main\n\n" + hidden + "\nvar _ = `*/\npackage main\n\n" + shown + "\n// `\n"
	}
	wrong, good := "func One() int { return 0 }\nfunc Two() int { return 0 }\n", "func One() int { return 1 }\nfunc Two() int { return 2 }\n"
	c := newClass(t, map[string]string{"right": right, "hides-wrong": inComment(wrong, good), "hides-right": inComment(good, wrong)})
	lines, _ := c.grade()
	for id, points := range map[string]int{"right": 3, "hides-wrong": 3, "hides-right": 0} {
		assert.Equal(t, results.Graded, lines[id].State, id)
		assert.Equal(t, points, lines[id].Points, "%s: %+v", id, lines[id].Lessons)
	}
}

// TestADrawEarnsNothing grades programs that draw, whether they are right. By chance, all of them fail twice, and so are plainly red, once in 10,000
// times (0.75 to the power of 32), and one of them is right ten times in a row once in 65,000 times.
func TestADrawEarnsNothing(t *testing.T) {
	texts := map[string]string{}
	for i := range 16 {
		id := string(rune('a' + i))
		texts[id] = "package main\n\nimport \"math/rand\"\n\n// " + id + "\n\nfunc One() int { return rand.Intn(4) }\nfunc Two() int { return 2 }\n"
	}
	c := newClass(t, texts)
	lines, _ := c.grade()
	unstable := 0
	for id, s := range lines {
		assert.NotEqual(t, "pass", s.Lessons[0].Steps[0].Status, id)
		if s.State == results.Unstable {
			unstable++
		}
	}
	assert.Positive(t, unstable)
}

// TestADrawForAProcessIsRunOften grades right files. By the number of runs, an uneven draw would not survive.
func TestADrawForAProcessIsRunOften(t *testing.T) {
	c := newClass(t, map[string]string{
		"plain": right,
		"draws": "package main\n\nvar kept int\n\nfunc One() int { return 1 }\nfunc Two() int {\n\tfor kept = range map[int]bool{1: true, 2: true} {\n\t\tbreak\n\t}\n\treturn 2\n}\n",
	})
	lines, _ := c.grade()
	assert.Equal(t, 3, lines["draws"].Points)
	assert.Equal(t, 52, lines["draws"].Lessons[0].Steps[0].Runs)
	assert.Equal(t, 2, lines["plain"].Lessons[0].Steps[0].Runs)
}

// explained reports whether the line says what is wrong.
func explained(l results.Lesson) bool {
	if l.State == results.DoesNotBuild {
		return l.Why != "" && len(l.Findings) > 0 && l.Findings[0].Text != ""
	}
	for _, s := range l.Steps {
		if s.Status != "pass" && s.Explanation == "" {
			return false
		}
	}
	return len(l.Steps) == 2
}
