package course

import (
	"errors"
	"fmt"
	"io/fs"
	"path"

	"github.com/BurntSushi/toml"
)

// QuizFile is the name of the file in a lesson's folder that holds the lesson's questions. The checker reads the repo's own file and not its
// original, because a question belongs to a program of the repo, and no verdict depends on it.
const QuizFile = "quiz.toml"

// QuestionKind is what a question asks about its program.
type QuestionKind string

// The kinds of questions.
const (
	Prints    QuestionKind = "prints"    // what the program prints, in every run
	Schedules QuestionKind = "schedules" // which result some schedule leads to, or none
	Waits     QuestionKind = "waits"     // the line at which a goroutine waits when the program ends in a deadlock
	Races     QuestionKind = "races"     // the line of an access that the race detector reports
)

// Question is a prediction that the reader makes about a program.
type Question struct {
	ID      string       `toml:"id"`      // stable, and unique within the lesson
	Program string       `toml:"program"` // the folder of the program below the repo's root, with slashes
	Kind    QuestionKind `toml:"kind"`
	Ask     Text         `toml:"ask"`
	Options []Option     `toml:"option"`

	Source Source `toml:"-"` // the program's main.go
}

// Option is one of a question's answers. Which of the fields after Right it has depends on the question's kind.
type Option struct {
	Text  Text `toml:"text"`
	Why   Text `toml:"why"` // why the option is right, or which mistake leads to it
	Right bool `toml:"right"`

	Prints   *string `toml:"prints"`   // Prints: what the program prints if the option is right
	Line     string  `toml:"line"`     // Waits and Races: a line of main.go
	Test     string  `toml:"test"`     // Schedules: a test in the program's folder that fails when the result happens
	Possible *bool   `toml:"possible"` // Schedules: some schedule leads to the result

	Number int `toml:"-"` // Waits and Races: the number of Line in main.go
}

// File returns the program's main.go below the repo's root, with slashes.
func (q Question) File() string { return path.Join(q.Program, "main.go") }

// RightOption returns the index of the right option.
func (q Question) RightOption() int {
	for i, o := range q.Options {
		if o.Right {
			return i
		}
	}
	return -1
}

// Questions returns the questions of a lesson in the repo's tree. It returns none if the lesson has no quiz.toml. An error names the file,
// the question, and what was expected.
func Questions(repo fs.FS, l Lesson) ([]Question, error) {
	name := path.Join(l.Dir(), QuizFile)
	var quiz struct {
		Questions []Question `toml:"question"`
	}
	meta, err := toml.DecodeFS(repo, name, &quiz)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if extra := meta.Undecoded(); len(extra) > 0 {
		return nil, fmt.Errorf("%s: unknown key %q", name, extra[0])
	}
	problems := quizProblems(quiz.Questions)
	for i := range quiz.Questions {
		problems = append(problems, quiz.Questions[i].readProgram(repo)...)
	}
	for i, p := range problems {
		problems[i] = fmt.Errorf("%s: %w", name, p)
	}
	return quiz.Questions, errors.Join(problems...)
}
