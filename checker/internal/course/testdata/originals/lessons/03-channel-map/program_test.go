package main

import (
	"bytes"
	"fmt"
	"os"
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
	printed := testPrinted(t, func() { s.do(func() { err = runProgram(t.Context(), &out) }) })
	want := testrecord.Failure{Rule: "program-prints", Expected: testWords("the program Sets 1,000 keys, removes 500 of them, finds no \"foo\", and prints the two lines of the README",
		"프로그램은 키 1,000개를 Set하고 500개를 지우며, \"foo\"를 찾지 못하고, README의 두 줄을 출력해야 합니다")}
	require.NoError(testrecord.As(t, want), err)
	require.Equal(testrecord.As(t, want), "foo is not exists\nCount: 500\n", out.String())
	want.Expected = testWords("the program prints the two lines of the README and nothing else: sharedmap.go prints nothing", "프로그램은 README의 두 줄만 출력해야 합니다. sharedmap.go는 아무것도 출력하지 않아야 합니다")
	if printed != "" {
		want.Happened = fmt.Sprintf(testWords("sharedmap.go printed %.60q", "sharedmap.go가 다음을 출력했습니다: %.60q"), printed)
		testrecord.FailNow(t, want)
	}
}

// testPrinted calls f and returns what is printed to the standard output meanwhile.
func testPrinted(t *testing.T, f func()) string {
	file, err := os.CreateTemp(t.TempDir(), "stdout")
	require.NoError(t, err)
	defer file.Close() // where f ends the test
	defer func(was *os.File) { os.Stdout = was }(os.Stdout)
	os.Stdout = file
	f()
	require.NoError(t, file.Close())
	printed, err := os.ReadFile(file.Name())
	require.NoError(t, err)
	return string(printed)
}
