package main

import (
	"bytes"
	"context"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
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
	w := testNewWatch(t)
	ctx, ctrlC := context.WithCancel(testNoLimit)
	defer ctrlC()
	var out testProgramOutput
	program := testStartCall(testWords("the program", "프로그램"), func() error { return runProgram(ctx, &out) })
	working := w.waitFor(func() bool {
		return testIsClosed(program.done) || strings.Contains(out.String(), "so far")
	})
	require.True(t, working, testWords("expected: the program stores visits and prints their count\nwhat happened: it prints nothing. Goroutines wait at\n%s",
		"기대한 것: 프로그램은 방문을 저장하고 그 수를 출력해야 합니다\n일어난 일: 아무것도 출력하지 않습니다. 고루틴들이 기다리는 곳:\n%s"), testPlaces(w.others()))

	ctrlC()
	expected := testWords("after Ctrl-C the program closes the map, prints the count and ends",
		"Ctrl-C를 누르면 프로그램은 맵을 닫고 개수를 출력한 뒤 끝나야 합니다")
	w.returned(program, expected)
	t.Log(testWords("the program printed:\n", "프로그램의 출력:\n") + out.String())
	require.NoError(t, program.err, testWords("expected: %s, with exit status 0", "기대한 것: %s. 종료 상태는 0이어야 합니다"), expected)
	count := regexp.MustCompile(`Count after Close: [1-9]\d*\n`)
	assert.Regexp(t, count, out.String(), testWords("expected: the count of what %s handed over", "기대한 것: %s 호출이 넘겨준 것의 개수"), testLineOf("Close"))
	w.nobodyLeft(testWords("after the program", "프로그램이 끝난 뒤에는"))
}
