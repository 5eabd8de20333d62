package goout

import "strings"

// readQuicktest sets the message, the expected and the actual value from the sections of a report of quicktest:
//
//	error:
//	  values are not equal
//	got:
//	  int(3)
//	want:
//	  int(4)
func (f *Finding) readQuicktest() {
	if !strings.HasPrefix(f.Message, "error:\n  ") && !strings.HasPrefix(f.Message, "comment:\n  ") {
		return
	}
	parts, label := map[string]string{}, ""
	for line := range strings.SplitSeq(f.Message, "\n") {
		if name, ok := strings.CutSuffix(line, ":"); ok && !isBlank(line[0]) {
			label = name
			continue
		}
		parts[label] = addLine(parts[label], strings.TrimPrefix(line, "  "))
	}
	if parts["error"] == "" {
		return
	}
	f.Message = strings.TrimPrefix(parts["comment"]+"\n"+parts["error"], "\n")
	f.Expected, f.Actual = parts["want"], parts["got"]
}
