package report_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/term"
)

const (
	mine = "package main\r\n\r\n// 잠금 없이 읽습니다\r\nvar a = 1\r\nvar b = 2\r\n"
	ours = "package main\n\n// 잠금을 잡고 읽습니다, 그리고 놓습니다\nvar a = 1\nvar b = 3\nvar c = 4\n"
)

func TestDifferenceOneUnderTheOther(t *testing.T) {
	var b bytes.Buffer
	report.Diff("mine", []byte(mine), "ours", []byte(ours)).Write(&b, term.Style{Column: 80})
	assert.Equal(t, `--- mine
+++ ours
@@ -1 +1 @@
 package main
 
-// 잠금 없이 읽습니다
+// 잠금을 잡고 읽습니다, 그리고 놓습니다
 var a = 1
-var b = 2
+var b = 3
+var c = 4
`, b.String())
	assert.True(t, report.Diff("a", []byte("x\r\ny"), "b", []byte("x\ny\n")).Same(), "line ends alone are no difference")
}

func TestDifferenceSideBySideAligns(t *testing.T) {
	for _, wide := range []int{120, 121, 200} {
		var b bytes.Buffer
		report.Diff("내 답", []byte(mine), "모범 답안", []byte(ours)).Write(&b, term.Style{Column: wide})
		lines := strings.Split(strings.TrimRight(b.String(), "\n"), "\n")
		require.Len(t, lines, 7)
		for _, line := range lines {
			left, _, found := strings.Cut(line, "│")
			require.True(t, found, line)
			assert.Equal(t, (wide-3)/2+1, term.Width(left), line)
			assert.LessOrEqual(t, term.Width(line), wide)
		}
		assert.Contains(t, lines[6], "   6 + var c = 4")
	}
}

func TestKoreanTitlesStandInOneColumn(t *testing.T) {
	res := outcome.Lesson{Lesson: course.Lesson{ID: "01-one", Title: course.Text{Ko: "하나"}}}
	for _, id := range []string{"wait", "still-parallel"} {
		res.Steps = append(res.Steps, outcome.Step{StepResult: gotest.StepResult{Step: course.Step{ID: id, Title: course.Text{Ko: "모두를 기다리기: " + strings.Repeat("고루틴 ", 20)}}}, Status: outcome.Fail})
	}
	var b bytes.Buffer
	report.Lesson(&b, term.Style{Column: 80}, msg.New("ko"), res)
	at := map[int]int{}
	for _, line := range strings.Split(b.String(), "\n") {
		assert.LessOrEqual(t, term.Width(line), 80)
		for _, begin := range []string{"모두를", "고루틴"} {
			if i := strings.Index(line, begin); i > 0 && strings.TrimSpace(line) != "" {
				at[term.Width(line[:i])]++
				break
			}
		}
	}
	assert.Len(t, at, 1, "titles and their folded lines begin in one column: %v\n%s", at, b.String())
}
