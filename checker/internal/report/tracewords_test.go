package report

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/msg"
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
