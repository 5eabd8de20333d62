package shard

import (
	"strconv"
)

// The variables that say which shard this is, where no engine that the checker knows does.
const (
	IndexVariable = "CHECKER_SHARD_INDEX" // from 0
	CountVariable = "CHECKER_SHARD_COUNT" // for every engine that does not say it itself
)

// engine is a system that starts one program many times, and says in variables which time it is.
type engine struct {
	name  string
	index string
	count string // "" where the engine does not say it
	first func(get func(string) string) (int, error)
	step  func(get func(string) string) (int, error)
}

// engines lists what FromEnvironment knows. Sources: Kubernetes "Indexed Job", Slurm "sbatch, array", AWS Batch "Array jobs", GitLab "Predefined
// CI/CD variables".
var engines = []engine{
	{name: "Kubernetes", index: "JOB_COMPLETION_INDEX", first: constant(0), step: constant(1)},
	{name: "Slurm", index: "SLURM_ARRAY_TASK_ID", count: "SLURM_ARRAY_TASK_COUNT", first: variable("SLURM_ARRAY_TASK_MIN", 0), step: variable("SLURM_ARRAY_TASK_STEP", 1)},
	{name: "AWS Batch", index: "AWS_BATCH_JOB_ARRAY_INDEX", count: "AWS_BATCH_JOB_ARRAY_SIZE", first: constant(0), step: constant(1)},
	{name: "GitLab", index: "CI_NODE_INDEX", count: "CI_NODE_TOTAL", first: constant(1), step: constant(1)},
}

func constant(n int) func(func(string) string) (int, error) {
	return func(func(string) string) (int, error) { return n, nil }
}

// variable returns a function that reads a number from a variable, or takes the default if it is not set.
func variable(name string, otherwise int) func(func(string) string) (int, error) {
	return func(get func(string) string) (int, error) {
		if get(name) == "" {
			return otherwise, nil
		}
		return number(get, name)
	}
}

func number(get func(string) string, name string) (int, error) {
	n, err := strconv.Atoi(get(name))
	if err != nil || n < 0 {
		return 0, &Problem{Why: WhyVariable, What: name, Other: get(name)}
	}
	return n, nil
}

// FromEnvironment returns the shard that the variables of an engine name, whose index may begin at 0 or 1. get returns the value of a variable, or "".
// The checker's own variables come first. Its error is a *Problem that names the variable.
func FromEnvironment(get func(string) string) (Shard, error) {
	found := engine{name: "checker", index: IndexVariable, first: constant(0), step: constant(1)}
	if get(IndexVariable) == "" {
		found.name = ""
		for _, e := range engines {
			switch {
			case get(e.index) == "":
			case found.name != "":
				return Shard{}, &Problem{Why: WhyEngines, What: found.index, Other: e.index}
			default:
				found = e
			}
		}
	}
	if found.name == "" {
		return Shard{}, &Problem{Why: WhyNoEngine}
	}
	return found.shard(get)
}

// shard returns the shard that the engine's variables name.
func (e engine) shard(get func(string) string) (Shard, error) {
	countName := e.count
	if countName == "" || get(countName) == "" {
		countName = CountVariable
	}
	if get(countName) == "" {
		return Shard{}, &Problem{Why: WhyNoCount, What: e.index, Other: countName}
	}
	count, err := number(get, countName)
	if err != nil {
		return Shard{}, err
	}
	if count < 1 || count > MaxShards {
		return Shard{}, &Problem{Why: WhyVariable, What: countName, Other: get(countName)}
	}
	at, err := number(get, e.index)
	if err != nil {
		return Shard{}, err
	}
	first, err := e.first(get)
	if err != nil {
		return Shard{}, err
	}
	step, err := e.step(get)
	if err != nil {
		return Shard{}, err
	}
	at -= first
	if step < 1 || at < 0 || at%step != 0 || at/step >= count {
		return Shard{}, &Problem{Why: WhyVariable, What: e.index, Other: get(e.index)}
	}
	return Shard{at/step + 1, count}, nil
}
