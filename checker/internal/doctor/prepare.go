package doctor

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// Task is one thing to fetch or to build beforehand. Name is the key of its words: "doctor.prepare.<name>".
type Task struct {
	Name string
	Args []string // of the go command
}

// Tasks are what a classroom without network needs done; packages are the lessons' and solutions' own.
func Tasks(packages []string) []Task {
	return []Task{
		{"modules", []string{"mod", "download"}},
		{"checker", []string{"build", "-o", os.DevNull, "./checker"}},
		{"std", []string{"build", "-race", "std"}},
		{"programs", append([]string{"build", "-race"}, packages...)},
		{"tests", []string{"vet", "./..."}},
	}
}

// Do does a task in the repo at root. The error holds what the go command said.
func Do(ctx context.Context, root string, t Task) error {
	cmd := exec.CommandContext(ctx, "go", t.Args...)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off", "PWD="+root)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go %s: %w\n%s", strings.Join(t.Args, " "), err, strings.TrimSpace(string(out)))
	}
	return nil
}

// Edited lists the students' files, of those named, that git sees changed in the clone at root; none where there is no git.
func Edited(ctx context.Context, root string, files []string) []string {
	cmd := exec.CommandContext(ctx, "git", append([]string{"diff", "--name-only", "HEAD", "--"}, files...)...)
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		return nil
	}
	return strings.Fields(string(out))
}
