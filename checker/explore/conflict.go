package explore

import (
	"regexp"
	"strings"
)

// variableName returns what the source calls the variable that both accesses of c go to, or "". Where the two call it differently, it
// returns both names.
func (c Conflict) variableName() string {
	a, b := c.Write.variableName(), c.Other.variableName()
	switch {
	case a == b || b == "":
		return a
	case a == "":
		return b
	}
	return a + ", " + b
}

// callOf finds in a line what the method of an operation is called on.
var callOf = map[string]*regexp.Regexp{
	"add":  regexp.MustCompile(`([\w.\[\]]+)\.(?:Add|Go)\(`),
	"wait": regexp.MustCompile(`([\w.\[\]]+)\.Wait\(`),
}

// variableName returns the name of what a step reads or writes. For a WaitGroup, that is what stands before the method in the line.
func (s Step) variableName() string {
	find := callOf[s.Op]
	if s.Name != "" || find == nil {
		return s.Name
	}
	name := ""
	for _, m := range find.FindAllStringSubmatch(s.Code, -1) {
		if s.Op == "add" && strings.HasSuffix(m[0], ".Go(") && strings.Contains(s.Code, ".Add(") {
			continue // the call belongs to another WaitGroup
		}
		if name != "" && name != m[1] {
			return ""
		}
		name = m[1]
	}
	return name
}
