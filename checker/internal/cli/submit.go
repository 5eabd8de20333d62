package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/submission"
)

// submitDoc is the JSON of `checker submit`.
type submitDoc struct {
	Version  int                 `json:"version"`
	File     string              `json:"file"`     // the zip's name; "" if no zip was written because there is nothing to pack
	Files    []string            `json:"files"`    // the files in the zip
	Refused  []string            `json:"refused"`  // one sentence for each fault of a lesson that was not packed
	Manifest submission.Manifest `json:"manifest"` // what submission.json in the zip contains
}

// submitFlags are the flags of `checker submit`.
type submitFlags struct{ out, id string }

func (a *app) submitCommand() *cobra.Command {
	var flags submitFlags
	c := a.command("submit [LESSON]...", func(c *cobra.Command, names []string) error {
		choices, err := a.choose(names)
		if err != nil {
			return err
		}
		root, err := a.repo()
		if err != nil {
			return err
		}
		who, err := a.submitter(c, root, flags.id)
		if err != nil {
			return err
		}
		return a.submit(c.Context(), root, who, flags.out, choices, len(names) > 0)
	})
	c.Flags().StringVar(&flags.out, "out", "", a.say.Say("flag.submit-out"))
	c.Flags().StringVar(&flags.id, "id", "", a.say.Say("flag.submit-id"))
	return c
}

// submit packs the files that grading accepts, and reports the others. Red steps do not prevent a submission. It returns errRed if a lesson has
// a fault, or if nothing was packed. named reports whether the user named the lessons.
func (a *app) submit(ctx context.Context, root string, who submitter, out string, choices []course.Choice, named bool) error {
	at := now()
	if out == "" {
		out = filepath.Join(root, submission.FileName(who.id, at))
	}
	if _, err := os.Lstat(out); err == nil { // checked before the files are compiled, because that takes long
		return usage(a.say.Say("submit.exists", "file", out))
	}
	lessons, err := a.readSubmission(ctx, root, choices, named)
	if err != nil {
		return err
	}
	s, doc := submission.New(who.id, ownVersion(), at), submitDoc{Version: 1, Files: []string{}, Refused: []string{}}
	for _, l := range lessons {
		if l.packed() {
			s.AddFile(l.lesson.Path(), l.src)
			doc.Files = append(doc.Files, l.lesson.Path())
		}
		s.AddLesson(l.lesson.ID, l.state, l.faults)
		doc.Refused = append(doc.Refused, l.faults...)
	}
	doc.Manifest = s.Manifest
	if len(doc.Files) > 0 {
		if err := a.writeZip(out, s); err != nil {
			return err
		}
		doc.File = out
	}
	if err := a.showSubmit(doc, lessons, who); err != nil {
		return err
	}
	if len(doc.Refused) > 0 || len(doc.Files) == 0 {
		return errRed
	}
	return nil
}

// showSubmit writes the JSON, or the texts, and a note if the zip names nobody.
func (a *app) showSubmit(doc submitDoc, lessons []submittedLesson, who submitter) error {
	if a.json {
		if err := a.writeJSON(doc); err != nil {
			return err
		}
	} else {
		a.showPacked(doc, who)
		a.showLessons(lessons)
		a.showNext(doc, lessons, who)
	}
	if doc.File != "" && who.id == "" {
		a.print(a.Stderr, a.say.Say("submit.nobody"))
	}
	return nil
}

// showPacked writes what is in the zip, and whom the zip names.
func (a *app) showPacked(doc submitDoc, who submitter) {
	if doc.File == "" {
		return
	}
	a.print(a.Stdout, a.say.Say("submit.done", "file", doc.File))
	for _, name := range doc.Files {
		fmt.Fprintf(a.Stdout, "    %s\n", name)
	}
	if who.id != "" {
		a.print(a.Stdout, a.say.Say("submit.named-by-"+who.source, "id", who.id))
	}
}

// showLessons writes which lessons are not in the zip and why, and which are in it as originals.
func (a *app) showLessons(lessons []submittedLesson) {
	for _, l := range lessons {
		switch {
		case l.state == submission.Ready:
		case l.state == submission.Unchanged && l.packed():
			a.print(a.Stdout, a.say.Say("submit.original", "id", l.lesson.ID))
		case l.state == submission.Unchanged:
			a.print(a.Stdout, a.say.Say("submit.untouched", "id", l.lesson.ID))
		default:
			a.print(a.Stdout, a.say.Say("submit.held-back", "id", l.lesson.ID))
			for _, text := range l.faults {
				a.print(a.Stdout, indent(text))
			}
		}
	}
}

// showNext writes what to do if not all was packed.
func (a *app) showNext(doc submitDoc, lessons []submittedLesson, who submitter) {
	switch {
	case doc.File == "" && len(doc.Refused) > 0:
		a.print(a.Stdout, a.say.Say("submit.refused"))
	case doc.File == "":
		a.print(a.Stdout, a.say.Say("submit.all-untouched", "id", lessons[0].lesson.ID))
	case len(doc.Refused) > 0:
		a.print(a.Stdout, a.say.Say("submit.partly", "command", "go run ./checker submit"+who.flag()))
	}
}
