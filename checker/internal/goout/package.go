package goout

import "strings"

// attributePackage sets the package of the findings since the last package's verdict, if the line is a verdict: FAIL<tab>example.com/app<tab>0.01s.
func (s *stream) attributePackage(line string) {
	if !strings.HasPrefix(line, "FAIL\t") && !strings.HasPrefix(line, "ok  \t") {
		return
	}
	if cells := strings.Fields(line); len(cells) > 1 {
		setPackage(s.found[min(s.packaged, len(s.found)):], cells[1])
	}
	s.packaged = len(s.found)
}

// setPackage sets the package of the findings that have none. It leaves out errors of builds, whose files have folders.
func setPackage(found []Finding, pkg string) {
	for i := range found {
		if found[i].Package == "" && found[i].Kind != KindBuild && found[i].Kind != KindVet {
			found[i].Package = pkg
		}
	}
}
