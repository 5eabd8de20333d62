package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/testrecord"
)

// Step program: the program prints what the document promises.
func TestProgram(t *testing.T) {
	testrecord.Begin(t)
	s := &testStep{t, "program"}
	s.after("run", "reply", "remove", "count")
	var out bytes.Buffer
	var err error
	s.do(func() { err = runProgram(t.Context(), &out) })
	want := testrecord.Failure{Rule: "program-prints", Expected: testWords("the program Sets 1,000 keys, removes 500 of them, finds no \"foo\", and prints the two lines of the README",
		"프로그램은 키 1,000개를 Set하고 500개를 지우며, \"foo\"를 찾지 못하고, README의 두 줄을 출력해야 합니다")}
	require.NoError(testrecord.As(t, want), err)
	require.Equal(testrecord.As(t, want), "foo is not exists\nCount: 500\n", out.String())
}
