package testrecord

import (
	"encoding/json"

	"sharedmap-workshop/checker/explore/link"
)

// Report is what a step's process reported, as the checker reads it.
type Report struct {
	Began    bool       // the step's test began
	Done     bool       // and was over
	Failed   bool       // and had failed
	Ended    bool       // the process came to its regular end
	Code     int        // with this exit status
	Races    int        // after so many reports of the race detector
	Limit    link.Limit // what ended it before; "": nothing
	Failures []Failure  // what the test found wrong
}

// Passed reports whether the record is that of a test that ran to its end and found nothing wrong.
func (r Report) Passed() bool {
	return r.Began && r.Done && !r.Failed && r.Ended && r.Code == 0 && r.Races == 0 && r.Limit == "" && len(r.Failures) == 0
}

// Read reads the messages about the test. One that cannot be read counts as not sent.
func Read(test string, messages []link.Message) Report {
	var r Report
	for _, m := range messages {
		r.take(test, m)
	}
	return r
}

func (r *Report) take(test string, m link.Message) {
	switch m.Kind {
	case kindBegin:
		var name string
		r.Began = decode(m, &name) && name == test || r.Began
	case kindDone:
		var d done
		if decode(m, &d) && d.Test == test {
			r.Done, r.Failed = true, r.Failed || d.Failed
		}
	case kindFailure:
		var f Failure
		if decode(m, &f) {
			r.Failures = append(r.Failures, f)
		}
	case link.KindLimit:
		_ = decode(m, &r.Limit)
	case kindEnd:
		var e end
		if decode(m, &e) {
			r.Ended, r.Code, r.Races = true, e.Code, e.Races
		}
	}
}

func decode(m link.Message, into any) bool { return json.Unmarshal(m.Data, into) == nil }
