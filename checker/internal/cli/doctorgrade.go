package cli

import (
	"context"
	"runtime"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/sandbox"
	"sharedmap-workshop/checker/internal/term"
)

// doctorGradeDoc is the JSON of `checker doctor --grade`.
type doctorGradeDoc struct {
	Version  int             `json:"version"`
	OK       bool            `json:"ok"`       // the level that was asked for is reached
	Level    sandbox.Level   `json:"level"`    // the level that is reached
	Asked    sandbox.Level   `json:"asked"`    // by --isolation
	Missing  []sandbox.Layer `json:"missing"`  // the layers that the asked level needs and that do not hold
	Layers   []sandbox.Trial `json:"layers"`   // each layer, and the attacks with which it was tried
	Together []sandbox.Try   `json:"together"` // attacks that got through all layers at once: none, if all is well
}

// defaultIsolation is the level for strangers' programs: the highest that the system can have.
func defaultIsolation() sandbox.Level {
	if runtime.GOOS == "linux" {
		return sandbox.Full
	}
	return sandbox.None
}

// doctorGrade examines whether this machine can hold strangers' programs.
func (a *app) doctorGrade(ctx context.Context, asked sandbox.Level) error {
	if !asked.Known() {
		return usage(a.say.Say("usage.isolation", "value", string(asked)))
	}
	a.print(a.Stderr, a.say.Say("sandbox.wait"))
	probed, err := sandbox.Probe(ctx)
	if err != nil {
		return err
	}
	missing := probed.Missing(asked)
	doc := doctorGradeDoc{
		Version: 1, OK: len(missing) == 0 && len(probed.Together) == 0, Level: probed.Level(), Asked: asked,
		Missing: append([]sandbox.Layer{}, missing...), Layers: append([]sandbox.Trial{}, probed.Layers...), Together: append([]sandbox.Try{}, probed.Together...),
	}
	if a.json {
		err = a.writeJSON(doc)
	} else {
		a.showLayers(doc)
	}
	if err == nil && !doc.OK {
		return errRed
	}
	return err
}

// showLayers writes a line for each layer, what was tried, and what helps where the level is not reached.
func (a *app) showLayers(doc doctorGradeDoc) {
	if len(doc.Layers) == 0 {
		a.print(a.Stdout, term.Fold(a.say.Say("sandbox.other-system"), a.style(a.Stdout).Column))
	}
	for _, t := range doc.Layers {
		a.showLayer(t, slices.Contains(doc.Missing, t.Layer))
	}
	for _, t := range doc.Together {
		a.print(a.Stdout, a.say.Say("sandbox.through", "attack", a.say.Say("sandbox.attack."+t.Attack), "how", t.With))
	}
	a.print(a.Stdout, "")
	key := "sandbox.reached"
	if !doc.OK {
		key = "sandbox.short"
	}
	text := a.say.Say(key, "level", string(doc.Level), "asked", string(doc.Asked))
	a.print(a.Stdout, term.Fold(text+" "+a.say.Say("sandbox.level."+string(doc.Level)), a.style(a.Stdout).Column))
}

// layerColumn is the width of the layers' names.
const layerColumn = 9

// showLayer writes a layer's line, and below it the attacks.
func (a *app) showLayer(t sandbox.Trial, missing bool) {
	style := a.style(a.Stdout)
	p := style.Palette()
	mark := p.Good(style.Mark(true))
	if !t.Held {
		mark = p.Bad(style.Mark(false))
	}
	a.print(a.Stdout, mark+" "+term.Pad(string(t.Layer), layerColumn)+" "+a.say.Say("sandbox.layer."+string(t.Layer)))
	below := func(text string) {
		for _, line := range term.Wrap(text, style.Column-2) {
			a.print(a.Stdout, "  "+p.Dim(line))
		}
	}
	var stopped []string
	for _, try := range t.Tries {
		name := a.say.Say("sandbox.attack." + try.Attack)
		switch {
		case try.With == sandbox.Reached:
			below(a.say.Say("sandbox.not-stopped", "attack", name))
		case try.Without != sandbox.Reached:
			below(a.say.Say("sandbox.no-attack", "attack", name, "how", try.Without))
		default:
			stopped = append(stopped, name)
		}
	}
	if len(stopped) > 0 {
		below(a.say.Say("sandbox.tried", "attacks", strings.Join(stopped, ", ")))
	}
	if t.Held {
		return
	}
	if t.Detail != "" {
		below(a.say.Say("sandbox.detail", "detail", t.Detail))
	}
	if missing || t.Mend == sandbox.MendNone {
		mend := a.say.Say("sandbox.mend." + string(t.Mend))
		a.print(a.Stdout, term.Fold("  "+strings.ReplaceAll(mend, "\n", "\n  "), style.Column))
	}
}
