package goout

// Differs is a place at which the output and the sources disagree.
type Differs struct {
	Location
	Why Mismatch `json:"why"`
}

// Mismatch names how the output and the source disagree at a place. The values are stable because they appear in JSON.
type Mismatch string

// The kinds of mismatch.
const (
	OtherModule   Mismatch = "module"   // the function's import path is not the import path of the file's folder
	OtherFunction Mismatch = "function" // the line is outside of the function that the output names
	OtherLine     Mismatch = "line"     // the code on the line cannot do what the output reports
	NotTogether   Mismatch = "apart"    // the two lines of a race cannot access the same memory
)
