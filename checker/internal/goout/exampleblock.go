package goout

import "strings"

// An exampleBlock reads what package testing prints about an example whose output is not the one in its comment:
//
//	--- FAIL: ExampleAdd (0.00s)
//	got:
//	3
//	want:
//	4
type exampleBlock struct {
	test      string
	got, want string
	wants     bool // the lines of want follow
	lines     int
}

// startExample returns a new exampleBlock if the line is the first line below the verdict of an example.
func startExample(line, test string) (*exampleBlock, bool) {
	if line != "got:" || !strings.HasPrefix(test, "Example") {
		return nil, false
	}
	return &exampleBlock{test: test}, true
}

// feed handles a line of the report.
func (b *exampleBlock) feed(line string) blockResult {
	if b.lines++; endsCrash(line) || b.lines > maxReport {
		return endBlock
	}
	switch {
	case line == "want:" || line == "want (unordered):":
		b.wants = true
	case b.wants:
		b.want = addLine(b.want, line)
	default:
		b.got = addLine(b.got, line)
	}
	return continueBlock
}

// findings returns the failure, if the report was read whole.
func (b *exampleBlock) findings() []Finding {
	if !b.wants {
		return nil
	}
	return []Finding{{Kind: KindAssertion, Test: b.test, Expected: b.want, Actual: b.got}}
}
