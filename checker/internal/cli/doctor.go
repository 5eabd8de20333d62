package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"sharedmap-workshop/checker/internal/doctor"
	"sharedmap-workshop/checker/internal/sandbox"
	"sharedmap-workshop/checker/internal/term"
)

// doctorDoc is the JSON of `checker doctor`.
type doctorDoc struct {
	Version int            `json:"version"`
	OK      bool           `json:"ok"`
	Checks  []doctor.Check `json:"checks"`
}

func (a *app) doctorCommand() *cobra.Command {
	var prepare, grade bool
	var isolation string
	c := a.command("doctor", func(c *cobra.Command, _ []string) error {
		if grade && !prepare {
			return a.doctorGrade(c.Context(), sandbox.Level(isolation))
		}
		root, err := a.repo()
		if err != nil {
			return err
		}
		if prepare {
			if err := a.prepare(c.Context(), root); err != nil {
				return err
			}
		}
		if grade {
			return a.doctorGrade(c.Context(), sandbox.Level(isolation))
		}
		a.print(a.Stderr, a.say.Say("doctor.wait"))
		doc := doctorDoc{1, true, doctor.Examine(c.Context(), root)}
		if c.Context().Err() != nil { // an interrupted check is not a failed check
			return c.Context().Err()
		}
		for _, check := range doc.Checks {
			doc.OK = doc.OK && check.OK
		}
		if a.json {
			err = a.writeJSON(doc)
		} else {
			a.showChecks(doc.Checks)
			a.pullNote(c.Context(), root)
		}
		if err == nil && !doc.OK {
			return errRed
		}
		return err
	})
	c.Args = a.noArgs
	c.Flags().BoolVar(&prepare, "prepare", false, a.say.Say("flag.prepare"))
	c.Flags().BoolVar(&grade, "grade", false, a.say.Say("flag.doctor-grade"))
	c.Flags().StringVar(&isolation, "isolation", string(defaultIsolation()), a.say.Say("flag.isolation"))
	return c
}

func (a *app) showChecks(checks []doctor.Check) {
	style := a.style(a.Stdout)
	p := style.Palette()
	for _, c := range checks {
		key := "doctor." + c.Name
		if c.OK {
			a.showCheck(p.Good(style.Mark(true)), a.say.Say(key+".ok"), c.Detail)
			continue
		}
		a.showCheck(p.Bad(style.Mark(false)), a.say.Say(key+".bad"), c.Detail)
		a.print(a.Stdout, "  "+a.say.Say(key+".mend"))
	}
	color := a.say.Say("doctor.no-color")
	if style.Color {
		color = a.say.Say("doctor.color")
	}
	a.print(a.Stdout, a.say.Say("doctor.terminal", "columns", style.Column, "color", color))
}

// showCheck writes what was found, and the detail after it, or below it if there is no room on the line.
func (a *app) showCheck(mark, found, detail string) {
	style := a.style(a.Stdout)
	detail = "(" + detail + ")"
	between := " "
	if term.Width(found)+term.Width(detail)+3 > style.Column {
		between = "\n  "
	}
	fmt.Fprintf(a.Stdout, "%s %s%s%s\n", mark, found, between, style.Palette().Dim(detail))
}
