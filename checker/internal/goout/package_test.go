package goout

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

const twoPackages = `--- FAIL: TestA (0.00s)
    a_test.go:7: got 1
FAIL
FAIL	example.com/app/a	0.01s
ok  	example.com/app/b	0.01s
panic: boom

goroutine 1 [running]:
example.com/app/c.run(...)
	/src/app/c/c.go:5
exit status 2
FAIL	example.com/app/c	0.02s
FAIL
`

func TestTheVerdictOfAPackageNamesItsFindings(t *testing.T) {
	found := read(t, twoPackages)
	if assert.Len(t, found, 2) {
		assert.Equal(t, "example.com/app/a", found[0].Package)
		assert.Equal(t, "example.com/app/c", found[1].Package)
	}
}

func TestEventsNameThePackage(t *testing.T) {
	found := read(t, `{"Action":"output","Package":"example.com/app/a","Test":"TestA","Output":"--- FAIL: TestA (0.00s)\n"}
{"Action":"output","Package":"example.com/app/a","Test":"TestA","Output":"    a_test.go:7: got 1\n"}
{"Action":"fail","Package":"example.com/app/a"}
`)
	if assert.Len(t, found, 1) {
		assert.Equal(t, "example.com/app/a", found[0].Package)
	}
}
