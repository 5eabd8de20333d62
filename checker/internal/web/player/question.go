package player

import (
	"slices"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/safetext"
)

// Question is asked before the step after State is shown. Nobody has to answer.
type Question struct {
	State   int
	Text    string
	Options []Option
	Answer  string // the text of the right option
}

// Option is one of the answers.
type Option struct {
	Text  string
	Right bool
}

// questions returns the questions, in the order of their states, at most one a state: who can move before the decisive switch, what is read
// after it, and how it ends.
func (m *model) questions() []Question {
	if len(m.steps) == 0 {
		return nil
	}
	var out []Question
	add := func(q Question, ok bool) {
		if ok && !slices.ContainsFunc(out, func(o Question) bool { return o.State == q.State }) {
			out = append(out, q)
		}
	}
	add(m.askEnd())
	add(m.askWho())
	add(m.askRead())
	slices.SortFunc(out, func(a, b Question) int { return a.State - b.State })
	return out
}

// askWho asks who can move at the decisive switch.
func (m *model) askWho() (Question, bool) {
	k := m.decisive()
	at := m.moment(k)
	if at == nil || len(at.Goroutines) < 2 {
		return Question{}, false
	}
	var can, all []string
	for _, g := range at.Goroutines {
		if all = append(all, g.Goroutine); g.Can {
			can = append(can, g.Goroutine)
		}
	}
	texts := []string{m.list(can), m.list(all), m.say.Say("player.nobody"), m.list(all[:1]), m.list(all[1:])}
	return ask(k, m.say.Say("player.ask-who"), texts[0], texts)
}

// askRead asks for the value of the first read after the decisive switch that could have had another one.
func (m *model) askRead() (Question, bool) {
	for k := m.decisive(); k < len(m.steps); k++ {
		step := m.steps[k]
		if step.Op != "read" || step.Value == "" {
			continue
		}
		right := safetext.Line(step.Value)
		texts := []string{right}
		for _, s := range m.steps {
			if s.Object == step.Object && (s.Op == "read" || s.Op == "write") && s.Value != "" {
				texts = append(texts, safetext.Line(s.Value))
			}
		}
		if q, ok := ask(k, m.say.Say("player.ask-read", "who", safetext.Line(step.Goroutine), "name", m.object(step.Object)), right, texts); ok {
			return q, true
		}
	}
	return Question{}, false
}

// askEnd asks before the last step how the schedule ends.
func (m *model) askEnd() (Question, bool) {
	key := "player.end-" + string(m.r.Cause)
	if !m.say.Has(key) {
		return Question{}, false
	}
	k := len(m.steps) - 1
	if m.r.Cause == explore.Panic {
		k = max(0, k-1) // the last step is the panic itself; the one before leads to it
	}
	var texts []string
	for _, cause := range []explore.Cause{explore.Check, explore.Deadlock, explore.Panic, m.r.Cause} {
		texts = append(texts, m.say.Say("player.end-"+string(cause)))
	}
	texts = append(texts, m.say.Say("player.end-well"))
	return ask(k, m.say.Say("player.ask-end", "who", safetext.Line(m.steps[k].Goroutine)), m.say.Say(key), texts)
}

// ask returns a question with the different ones of texts as its options, if there are several. The order does not tell the right one.
func ask(state int, text, right string, texts []string) (Question, bool) {
	q := Question{State: state, Text: text, Answer: right}
	slices.Sort(texts)
	for _, t := range slices.Compact(texts) {
		if t != "" {
			q.Options = append(q.Options, Option{t, t == right})
		}
	}
	return q, len(q.Options) > 1
}
