package classreport

import (
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/results"
)

// nasty is a text that attacks every place in which it could stand: HTML, CSS, Markdown, a terminal, a spreadsheet, a log of a CI service.
const nasty = "=1+1</style></script></pre><script>alert(1)</script><img src=x onerror=alert(2)>\" onclick='x' `code` ``` [x](javascript:alert(3)) ![i](http://e.vil/i) " +
	"<!-- */ } body{display:none} {{.}} \x1b[2J\u009b31m\x9b\u202egpj\u2066\u200b\n::error::owned\r\n# heading\n|cell|\n---\n&lt; www.e.vil @all"

// hostile returns a student in whose results every text is an attack.
func hostile() results.Student {
	steps := []results.Step{
		{
			ID: "01-race/wait", Test: nasty, Status: statusFail, Max: 1, Explanation: nasty + "\n```\n~~~~\n</pre>" + nasty,
			Findings: []goout.Finding{
				{Kind: goout.KindPanic, Text: nasty, File: nasty, Line: 3, Message: nasty, Pattern: "shared-map", Func: nasty},
				{Kind: goout.Kind(nasty), Text: nasty, File: nasty, Pattern: goout.Pattern(nasty)},
			},
		},
		{ID: "01-race/" + nasty, Status: nasty, Reason: nasty, Because: nasty, Stopped: nasty, Max: 1},
	}
	return results.Student{
		Version: 1, Student: "::error::" + nasty, Name: "::warning::" + nasty, Email: "@" + nasty, Group: "-" + nasty, Lang: nasty, State: results.Unstable, Late: true, Max: 38,
		Lessons: []results.Lesson{
			{ID: "01-race", State: results.Unstable, Max: 2, File: nasty, Path: nasty, From: nasty, Why: nasty, Steps: steps, Repeat: nasty},
			{ID: "02-mutex", State: results.Refused, Max: 12, Refusals: []results.Refusal{{Line: 1, Why: nasty, What: nasty, Text: nasty}}},
			{ID: "03-channel-map", State: results.DoesNotBuild, Max: 8, Findings: []goout.Finding{{Kind: goout.KindBuild, Text: nasty, File: nasty, Line: 1}}},
			{ID: nasty, State: results.State(nasty), Max: 8},
		},
		Problems: []string{nasty}, Checker: nasty, Go: nasty, Tests: nasty, Level: nasty, Isolation: []string{nasty},
		Overrides: []results.Override{{Step: nasty, Points: 1, Why: nasty}},
	}
}

// unprintable matches what a terminal or a browser does not show as a letter: controls but the line break, and the controls of direction.
const unprintable = `[\x00-\x09\x0b-\x1f\x7f-\x{9f}\x{200b}-\x{200f}\x{2028}\x{2029}\x{202a}-\x{202e}\x{2066}-\x{2069}\x{feff}]`
