package report

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

func TestOperationsAreSaidInTheReadersLanguage(t *testing.T) {
	for _, c := range []struct{ line, ko string }{
		{"read: 0", "읽기: 0"},
		{`write: "closed": nil`, `쓰기: "closed": nil`},
		{`write: delete "a"`, `쓰기: delete "a"`},
		{"read: held", "읽기: held"},
		{"receive: closed", "받기: 닫힌 채널"},
		{`receive: "closed"`, `받기: "closed"`},
		{"select: not ready", "select: 준비된 case 없음"},
		{"select: send", "select: 보내기"},
		{"select: receive closed", "select: 받기 닫힌 채널"},
		{"select: receive 7", "select: 받기 7"},
		{"lock: waits", "잠금: 기다림"},
		{"context err: context canceled", "컨텍스트 오류: context canceled"},
		{"panic: send on closed channel", "패닉: send on closed channel"},
		{"Get(\"a: b\")", "Get(\"a: b\")"},
		{"no operation", "no operation"},
	} {
		assert.Equal(t, c.ko, sayOperation(msg.New("ko"), c.line))
		assert.Equal(t, c.line, sayOperation(msg.New("en"), c.line))
	}
}

// A schedule says which variable is read or written, where it is known.
func TestAScheduleNamesTheVariable(t *testing.T) {
	f := goout.Finding{Kind: goout.KindSchedule, Trace: []goout.Event{
		{Goroutine: "a", File: "x.go", Line: 3, Code: "total += c", Op: "read", Name: "total", Value: "0"},
		{Goroutine: "a", File: "x.go", Line: 3, Code: "total += c", Op: "write", Name: "total", Value: "7"},
		{Goroutine: "b", File: "x.go", Line: 5, Code: "m[key] = v", Op: "write", Name: "m", Value: `"k": 1`},
		{Goroutine: "b", File: "x.go", Line: 6, Code: "f(*p)", Op: "read", Value: "2"},
	}}
	for lang, want := range map[string][]string{
		"en": {"read total: 0", "write total: 7", `write m["k"]: 1`, "read: 2"},
		"ko": {"읽기 total: 0", "쓰기 total: 7", `쓰기 m["k"]: 1`, "읽기: 2"},
	} {
		var out bytes.Buffer
		DrawSchedule(&out, term.Style{Column: 80}, msg.New(lang), f)
		for _, text := range want {
			assert.Contains(t, out.String(), text)
		}
	}
}
