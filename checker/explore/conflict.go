package explore

import (
	"regexp"
	"strings"
)

// name is what the source calls the variable that both accesses of c are to; "" where it does not say. Two accesses may call it
// differently: then it is both names.
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

// callOf finds what a method is called on in a line.
var callOf = map[string]*regexp.Regexp{
	"add":  regexp.MustCompile(`([\w.\[\]]+)\.(?:Add|Go)\(`),
	"wait": regexp.MustCompile(`([\w.\[\]]+)\.Wait\(`),
}

// variable is the name of what a step reads or writes. Of a WaitGroup it is what stands before the method in the step's line.
func (s Step) variableName() string {
	find := callOf[s.Op]
	if s.Name != "" || find == nil {
		return s.Name
	}
	name := ""
	for _, m := range find.FindAllStringSubmatch(s.Code, -1) {
		if s.Op == "add" && strings.HasSuffix(m[0], ".Go(") && strings.Contains(s.Code, ".Add(") {
			continue // another one's
		}
		if name != "" && name != m[1] {
			return ""
		}
		name = m[1]
	}
	return name
}
