package shard

import "fmt"

// Problem is why a shard cannot be told, or why shards cannot be merged. Package msg has the texts under "shard.<why>".
type Problem struct {
	Why    string
	What   string // what was given, or the folder
	Other  string // a second folder, or a value
	Values [2]string
	Number int
}

// Error returns the problem as an error of Go. Users see the text of package msg.
func (p *Problem) Error() string {
	return fmt.Sprintf("%s: %s %s %q %d", p.What, p.Why, p.Other, p.Values, p.Number)
}

// What is wrong with --shard.
const (
	WhyForm     = "form"      // What is not of the form 3/8
	WhyZero     = "from-zero" // What begins with 0; Number is how many shards there are
	WhyRange    = "range"     // What is more than there are, which is Number
	WhyNoEngine = "engine"    // no variable of an engine is set
	WhyEngines  = "engines"   // the variables What and Other belong to two engines
	WhyNoCount  = "no-count"  // the variable What says which shard this is, and Other, which should say of how many, is not set
	WhyVariable = "variable"  // the variable What has the value Other, which does not fit
)

// What is wrong with the folder What of a shard.
const (
	WhyNoRecord   = "no-record"  // it has no shard.json, or no results
	WhyDamaged    = "damaged"    // a file of it cannot be used, from line Number on if that is known
	WhyVersion    = "version"    // its shard.json has another version, Number
	WhyUnfinished = "unfinished" // its grading has not come to its end
	WhyNoLine     = "no-line"    // a student of it, Other, has no line
)

// What is wrong with shards that are merged.
const (
	WhyDouble  = "double"  // What and Other are the same shard, Values[0]
	WhyCount   = "count"   // What is one of Values[0] shards, and Other is one of Values[1]
	WhyMixed   = "mixed"   // see Mixed
	WhyMissing = "missing" // Number shards are missing: What lists them
)

// Mixed returns the key of the text that says in which field of their records two shards differ: "shard.mixed-<field>".
func (p *Problem) Mixed() string { return WhyMixed + "-" + p.Values[0] }
