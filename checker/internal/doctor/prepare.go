package doctor

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"sharedmap-workshop/checker/internal/scratch"
)

// Task is one thing to fetch or to build beforehand. Name is the key of its words: "doctor.prepare.<name>".
type Task struct {
	Name string
	Args []string // of the go command
}

// Tasks are what a classroom without network needs done; packages are the lessons' and solutions' own.
func Tasks(packages []string) []Task {
	needed := append([]string{"list", "-race", "-deps", "-test"}, packages...)
	return []Task{
		{"modules", append(needed, "./checker/...")}, // fetches what is not there, and asks nobody for the rest; mod download would fetch what no build needs
		{"checker", []string{"build", "-o", os.DevNull, "./checker"}},
		{"std", []string{"build", "-race", "std"}},
		{"programs", append([]string{"build", "-race"}, packages...)},
		{"tests", []string{"vet", "./..."}},
	}
}

// Do does a task in the repo at root. The error holds what the go command said.
func Do(ctx context.Context, root string, t Task) (err error) {
	own, err := scratch.Open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, own.Close()) }()
	if _, said, err := run(ctx, root, own.GoEnv(root), "go", t.Args...); err != nil {
		return fmt.Errorf("go %s: %w\n%s", strings.Join(t.Args, " "), err, strings.TrimSpace(string(said)))
	}
	return nil
}

// Edited lists the students' files, of those named, that git sees changed in the clone at root; none where there is no git.
func Edited(ctx context.Context, root string, files []string) []string {
	out, _, err := run(ctx, root, nil, "git", append([]string{"diff", "--name-only", "HEAD", "--"}, files...)...)
	if err != nil {
		return nil
	}
	return strings.Fields(string(out))
}
