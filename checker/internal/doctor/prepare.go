package doctor

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"sharedmap-workshop/checker/internal/scratch"
)

// Task is one go command that fetches or builds something in advance. Name selects its message: "doctor.prepare.<name>".
type Task struct {
	Name string
	Args []string // the arguments of the go command
}

// Tasks returns the tasks that prepare a machine for a classroom without network. packages are those of the lessons and the solutions.
func Tasks(packages []string) []Task {
	needed := append([]string{"list", "-race", "-deps", "-test"}, packages...)
	return []Task{
		{"modules", append(needed, "./checker/...")}, // fetches only missing modules; go mod download would also fetch modules that no build needs
		{"checker", []string{"build", "-o", os.DevNull, "./checker"}},
		{"std", []string{"build", "-race", "std"}},
		{"programs", append([]string{"build", "-race"}, packages...)},
		{"tests", []string{"vet", "./..."}},
	}
}

// Do runs a task in the repo at root. The error contains the output of the go command.
func Do(ctx context.Context, root string, t Task) (err error) {
	own, err := scratch.Open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, own.Close()) }()
	if _, stderr, err := run(ctx, root, own.GoEnv(root), "go", t.Args...); err != nil {
		return fmt.Errorf("go %s: %w\n%s", strings.Join(t.Args, " "), err, strings.TrimSpace(string(stderr)))
	}
	return nil
}

// Edited returns the named files that differ from the last commit of the clone at root. It returns none if git fails or is missing.
func Edited(ctx context.Context, root string, files []string) []string {
	out, _, err := run(ctx, root, nil, "git", append([]string{"diff", "--name-only", "HEAD", "--"}, files...)...)
	if err != nil {
		return nil
	}
	return strings.Fields(string(out))
}
