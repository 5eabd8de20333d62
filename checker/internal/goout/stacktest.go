package goout

import "strings"

// testOfStack returns the test function that the stack names: the function that testing.tRunner called. isLiteral reports
// whether that is a function literal in the test, as of a subtest. It returns "" if the goroutine ran no test.
func testOfStack(stack []Frame) (name string, isLiteral bool) {
	for i, f := range stack {
		if i == 0 || f.Func != "testing.tRunner" && f.Func != "testing.(*B).runN" && f.Func != "testing.(*F).Fuzz.func1.1" {
			continue
		}
		n := ParseFuncName(ShortFunc(stack[i-1].Func))
		if len(n.Parts) == 0 {
			return "", false
		}
		for _, kind := range [...]string{"Test", "Benchmark", "Fuzz"} {
			if strings.HasPrefix(n.Parts[0], kind) {
				return n.Parts[0], len(n.Literals) > 0
			}
		}
		break
	}
	return "", false
}

// deepest returns the longest name of the running tests that is the test or one of its subtests. It returns the test
// itself if none is.
func deepest(test string, running []string) string {
	best := test
	for _, name := range running {
		if (name == test || strings.HasPrefix(name, test+"/")) && len(name) > len(best) {
			best = name
		}
	}
	return best
}

// testThatStarted returns the test function that started the goroutine that crashed, or "". A helper in the file of a test
// can start it for any test.
func (b *crashBlock) testThatStarted() string {
	if len(b.dump.all) == 0 || len(b.dump.all[0].created) == 0 {
		return ""
	}
	created := b.dump.all[0].created[0]
	n := ParseFuncName(ShortFunc(created.Func))
	if !strings.HasSuffix(created.File, "_test.go") || len(n.Parts) == 0 || len(n.Literals) > 0 || !strings.HasPrefix(n.Parts[0], "Test") {
		return ""
	}
	return n.Parts[0]
}

// setTest sets the test of a crash: the one that the stack names, else the first that was running.
func (b *crashBlock) setTest(f *Finding, stack []Frame) {
	if name, isLiteral := testOfStack(stack); isLiteral {
		f.Test = deepest(name, b.runningTests)
	} else if name != "" {
		f.Test = name
	} else if name := b.testThatStarted(); name != "" {
		f.Test = name
	} else if len(b.runningTests) > 0 {
		f.Test = deepest(b.runningTests[0], b.runningTests)
	}
}
