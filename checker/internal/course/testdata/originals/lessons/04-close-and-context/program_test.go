package main

import (
	"bytes"
	"context"
	"regexp"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/testrecord"
)

// testProgramOutput keeps what the program prints.
type testProgramOutput struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (o *testProgramOutput) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buf.Write(p)
}

func (o *testProgramOutput) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buf.String()
}

// Step program: on Ctrl-C the program closes the map and loses no visit.
func TestProgram(t *testing.T) {
	w := testBegin(t)
	ctx, ctrlC := context.WithCancel(testNoLimit)
	defer ctrlC()
	var out testProgramOutput
	program := testStartCall("", func() error { return runProgram(ctx, &out) })
	working := func() bool { return testIsClosed(program.done) || out.String() != "" }
	if !w.waitFor(working) && !w.waitFor(working) { // its first line comes after a tenth of a second
		w.stuck("", "program-works", testWords("the program stores visits and prints their count", "프로그램은 방문을 저장하고 그 수를 출력해야 합니다"),
			testWords("it prints nothing", "아무것도 출력하지 않습니다"))
	}

	ctrlC()
	expected := testWords("after Ctrl-C the program closes the map, prints the count and ends with exit status 0",
		"Ctrl-C를 누르면 프로그램은 맵을 닫고 개수를 출력한 뒤 종료 코드 0으로 끝나야 합니다")
	w.returned(program, "program-ends", expected)
	t.Log(testWords("the program printed:\n", "프로그램의 출력:\n") + out.String())
	failure := testrecord.Failure{Rule: "program-ends", Expected: expected}
	require.NoError(testrecord.As(t, failure), program.err)
	failure.Expected = testWords("the program prints the count of what Close handed over", "프로그램은 Close가 넘겨준 것의 개수를 출력해야 합니다")
	require.Regexp(testrecord.As(t, failure), regexp.MustCompile(`(Count after Close|Close 이후의 개수): [1-9]\d*\n`), out.String())
	w.nobodyLeft(testWords("after the program", "프로그램이 끝난 뒤에는"))
}
