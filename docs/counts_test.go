package docs_test

import (
	"regexp"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestKernelsAreCounted holds explore.md to the number of small programs that there are: those with a mistake, those without.
func TestKernelsAreCounted(t *testing.T) {
	var code string
	for _, name := range glob(t, "checker/internal/instrument/testdata/kernels/*_test.go") {
		code += content(t, name)
	}
	count := func(pattern string) string {
		return strconv.Itoa(len(regexp.MustCompile(`(?m)^func Test.*`+pattern).FindAllString(code, -1)))
	}
	bugs, right := count(`Bug\(`), count(`Right`)
	assert.Contains(t, content(t, "docs/explore.md"), "There are "+bugs+" with a mistake, each of which has to be found, and "+right+" without")
	assert.Contains(t, content(t, "docs/ko/explore.md"), "버그가 있는 프로그램은 "+bugs+"개이며, 탐색기는 모두 찾아내야 합니다. 버그가 없는 프로그램은 "+right+"개이며")
}
