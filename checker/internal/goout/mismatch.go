package goout

// Differs is the place that shows that a source is not the one that an output was made of.
type Differs struct {
	Location
	Why Mismatch `json:"why"`
}

// Mismatch says what a place of the output and the source do not agree in. The values are stable: they stand in JSON.
type Mismatch string

// What can disagree.
const (
	OtherModule   Mismatch = "module"   // the function's import path is not that of the module and folder in which the file lies
	OtherFunction Mismatch = "function" // the line does not lie in the function that the output names
	OtherLine     Mismatch = "line"     // nothing on the line can do what the output says was done there
	NotTogether   Mismatch = "apart"    // the two lines of a race cannot touch the same memory
)
