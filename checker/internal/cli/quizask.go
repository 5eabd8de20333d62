package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/internal/quiz"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/term"
)

// quizRound is one run of `checker quiz` that asks questions.
type quizRound struct {
	*app
	root   string
	l      askable
	again  bool
	right  []bool // by question: answered rightly, in this round or, without --again, at any time
	in     *bufio.Reader
	echo   bool         // what was typed is not on stdout, so it is written there
	pauses bool         // Enter leads to the next question, so that the screen stays until then
	runner *quiz.Runner // nil until it is needed
}

// errLeave means that the reader typed q, or that the input has ended.
var errLeave = errors.New("leave")

// quitWords are the answers that leave the quiz: q, and what the key of q sends in Hangul mode.
var quitWords = []string{"q", "ㅂ"}

// askAll asks the questions of a lesson that are still to be answered, or all of them again.
func (a *app) askAll(ctx context.Context, root string, l askable, again bool) (err error) {
	r := &quizRound{app: a, root: root, l: l, again: again, right: make([]bool, len(l.questions)), in: bufio.NewReader(term.Reader(ctx, a.Stdin))}
	onTerminal := term.IsTerminal(a.Stdin) && term.IsTerminal(a.Stdout)
	r.echo, r.pauses = !onTerminal, onTerminal
	store := a.openProgress(root)
	for i, q := range l.questions {
		r.right[i] = !again && store.Answered(l.lesson.ID, q.ID)
	}
	defer func() {
		if r.runner != nil {
			err = errors.Join(err, r.runner.Close())
		}
	}()
	for i, q := range l.questions {
		if r.right[i] {
			continue
		}
		if err = r.question(ctx, i, q); err == nil && i+1 < len(l.questions) {
			err = r.pause()
		}
		if err != nil {
			break
		}
	}
	if errors.Is(err, errLeave) {
		fmt.Fprintln(r.Stdout)
	} else if err != nil {
		return err
	}
	r.end()
	return nil
}

// question asks one question until it is answered rightly, or the reader wants to see the answer.
func (r *quizRound) question(ctx context.Context, i int, q course.Question) error {
	style := r.style(r.Stdout)
	var options []course.Option
	for _, at := range quiz.Order(r.l.lesson.ID, q) {
		options = append(options, q.Options[at])
	}
	report.Question(r.Stdout, style, r.say, r.l.lesson.ID, i+1, len(r.l.questions), q, options)
	for tried := false; ; tried = true {
		n, err := r.choice(len(options), tried)
		if err != nil {
			return err
		}
		fmt.Fprintln(r.Stdout)
		if n == 0 {
			return r.reveal(ctx, q, options)
		}
		o := options[n-1]
		report.Answered(r.Stdout, style, r.say, o)
		if o.Right {
			r.right[i] = true
			r.record(q)
			return r.evidence(ctx, q, o)
		}
		if q.Kind == course.Schedules && *o.Possible { // a result that was thought impossible is seen to happen
			if err := r.evidence(ctx, q, o); err != nil {
				return err
			}
		}
	}
}

// choice returns the number of the option that the reader chooses. It returns 0 if the reader has tried and wants to see the answer.
func (r *quizRound) choice(last int, tried bool) (int, error) {
	prompt, wanted := "quiz.prompt", "quiz.wanted"
	if tried {
		prompt, wanted = "quiz.retry", "quiz.wanted-retry"
	}
	for {
		text, err := r.read(r.say.Say(prompt, "last", last))
		if err != nil {
			return 0, err
		}
		n, err := strconv.Atoi(text)
		if text == "" && tried {
			return 0, nil
		}
		if err == nil && n >= 1 && n <= last {
			return n, nil
		}
		r.print(r.Stdout, r.say.Say(wanted, "last", last))
	}
}

// read writes a prompt and reads a line. It returns errLeave for q, and at the end of the input.
func (r *quizRound) read(prompt string) (string, error) {
	fmt.Fprint(r.Stdout, prompt+" ")
	line, err := r.in.ReadString('\n')
	text := strings.TrimSpace(line)
	if r.echo {
		fmt.Fprintln(r.Stdout, text)
	} else if err != nil {
		fmt.Fprintln(r.Stdout) // end the prompt's line, because the reader did not press Enter
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("read the answer: %w", err)
	}
	if slices.Contains(quitWords, strings.ToLower(text)) || err != nil && text == "" {
		return "", errLeave
	}
	return text, nil
}

// pause waits until the reader wants to see the next question.
func (r *quizRound) pause() error {
	if !r.pauses {
		return nil
	}
	_, err := r.read(r.say.Say("quiz.pause"))
	fmt.Fprintln(r.Stdout)
	return err
}

// reveal writes the right option, why it is right, and what shows it.
func (r *quizRound) reveal(ctx context.Context, q course.Question, options []course.Option) error {
	i, style := slices.IndexFunc(options, func(o course.Option) bool { return o.Right }), r.style(r.Stdout)
	fmt.Fprintln(r.Stdout, r.say.Say("quiz.answer"))
	report.Option(r.Stdout, style, r.say, i+1, options[i])
	report.Why(r.Stdout, style, r.say, options[i])
	return r.evidence(ctx, q, options[i])
}

// record saves that a question was answered rightly. It reads the progress again, because another checker may have written it.
func (r *quizRound) record(q course.Question) {
	store := r.openProgress(r.root)
	store.RecordAnswer(now(), r.l.lesson.ID, q.ID)
	r.progressSaved = r.save(store) || r.progressSaved
}

// evidence shows what the question's program does, which tells whether an option is right. If that is impossible on this machine, it writes why, and the quiz goes on.
func (r *quizRound) evidence(ctx context.Context, q course.Question, o course.Option) error {
	r.print(r.Stderr, r.say.Say("quiz.shows-"+string(q.Kind)))
	e, err := r.observe(ctx, q, o)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		r.print(r.Stdout, r.say.Say("quiz.no-evidence", "why", r.whyNoEvidence(err))+"\n")
	default:
		if x := e.Explored; x != nil {
			x.Reasons = append(x.Reasons, failureReasons(x.Err)...)
		}
		report.Evidence(r.Stdout, r.style(r.Stdout), r.say, q, e)
	}
	return nil
}

func (r *quizRound) observe(ctx context.Context, q course.Question, o course.Option) (quiz.Evidence, error) {
	if r.runner == nil {
		runner, err := quiz.Open(r.root)
		if err != nil {
			return quiz.Evidence{}, err
		}
		r.runner = runner
	}
	return r.runner.Evidence(ctx, q, o)
}

// end writes how many questions were answered rightly, and what to type next.
func (r *quizRound) end() {
	p, right := r.style(r.Stdout).Palette(), 0
	for _, yes := range r.right {
		if yes {
			right++
		}
	}
	fmt.Fprintf(r.Stdout, "%s\n\n%s\n", p.Bold(r.say.Say("quiz.result", "right", right, "total", len(r.right))), r.say.Say("run.next"))
	fmt.Fprintf(r.Stdout, "    %s\n", p.Code(r.next(right == len(r.right))))
}

// next returns the command to type next: the rest of these questions, the lesson itself, the questions of another lesson, or a run of all.
func (r *quizRound) next(complete bool) string {
	id, store := r.l.lesson.ID, r.openProgress(r.root)
	switch {
	case !complete && r.again:
		return r.say.Command("quiz", id, "--again")
	case !complete:
		return r.say.Command("quiz", id)
	case !store.AllDone(outcome.StepsOf(r.l.lesson)):
		return r.say.Command("run", id)
	}
	if all, err := r.askables(r.root, r.course.Lessons); err == nil && firstToAsk(all, store, false) != nil {
		return r.say.Command("quiz")
	}
	return r.say.Command()
}
