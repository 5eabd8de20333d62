package goout

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestParseFuncName has the forms in which the runtime and the race detector print a function's name.
func TestParseFuncName(t *testing.T) {
	for name, want := range map[string]FuncName{
		"main": {Parts: []string{"main"}}, "(*T).Get": {Parts: []string{"(*T)", "Get"}}, "T.Get-fm": {Parts: []string{"T", "Get"}, Wrapper: true},
		"f.func1":                            {Parts: []string{"f"}, Literals: []int{1}},
		"f.func2.1":                          {Parts: []string{"f"}, Literals: []int{2, 1}},
		"f.func2.gowrap1":                    {Parts: []string{"f"}, Literals: []int{2}, Wrapper: true},
		"f-range1":                           {Parts: []string{"f"}, LoopBody: true},
		"f.func3-range1":                     {Parts: []string{"f"}, Literals: []int{3}, LoopBody: true},
		"f.gowrap1.g-range1":                 {Parts: []string{"f", "g"}, Wrapper: true, LoopBody: true},
		"f.g.func1":                          {Parts: []string{"f", "g"}, Literals: []int{1}},
		"(*T[...]).Get.func1":                {Parts: []string{"(*T)", "Get"}, Literals: []int{1}},
		"Map[go.shape.map[string]int].func1": {Parts: []string{"Map"}, Literals: []int{1}},
		"init.0":                             {Parts: []string{"init.0"}}, "init.0.func1": {Parts: []string{"init.0"}, Literals: []int{1}},
		"init.func2.1": {Parts: []string{"init"}, Literals: []int{2, 1}}, "init.init.func4.func5": {Parts: []string{"init", "init"}, Literals: []int{4, 5}},
		"glob..func1": {Parts: []string{"glob:"}, Literals: []int{1}}, "glob.func1": {Parts: []string{"glob"}, Literals: []int{1}}, "map.init.0": {Parts: []string{"map", "init.0"}},
	} {
		assert.Equal(t, want, ParseFuncName(name), name)
	}
}
