package gotest

import (
	"slices"
	"strings"

	"sharedmap-workshop/checker/testrecord"
)

// answerWords replaces the name of an answer's package, in a binary with several answers, by what the student's own run has there.
type answerWords struct{ *strings.Replacer }

// asMain returns the answerWords of an answer, or for "" those that replace nothing.
func asMain(answer string) answerWords {
	if answer == "" {
		return answerWords{strings.NewReplacer()}
	}
	return answerWords{strings.NewReplacer("/"+answer+".", ".", answer+".", "main.")}
}

func (a answerWords) output(b []byte) []byte { return []byte(a.Replace(string(b))) }

// report returns what the test reported, with other words. The failures are copies.
func (a answerWords) report(r testrecord.Report) testrecord.Report {
	r.Failures = slices.Clone(r.Failures)
	for i := range r.Failures {
		f := &r.Failures[i]
		f.Expected, f.Happened, f.Assertion = a.Replace(f.Expected), a.Replace(f.Happened), a.Replace(f.Assertion)
		if f.Panic != nil {
			with := *f.Panic
			with.Value = a.Replace(with.Value)
			f.Panic = &with
		}
	}
	return r
}
