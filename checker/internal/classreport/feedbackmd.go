package classreport

import (
	"fmt"
	"io"
	"regexp"
	"strings"

	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/results"
)

// WriteMarkdown writes a student's feedback as Markdown. say is in the student's language.
func (c Class) WriteMarkdown(w io.Writer, s results.Student, say *msg.Printer) error {
	f := c.feedbackOf(s, say)
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", mdText(f.Title))
	for i, sentence := range f.Summary {
		if i == 0 {
			fmt.Fprintf(&b, "\n**%s**\n", mdText(sentence))
			continue
		}
		fmt.Fprintf(&b, "\n%s\n", mdText(sentence))
	}
	if len(f.Notes) > 0 {
		fmt.Fprintf(&b, "\n## %s\n\n", say.Say("feedback.problems"))
		mdList(&b, f.Notes)
	}
	mdOverview(&b, f, say)
	for _, l := range f.Lessons {
		mdLesson(&b, l, say)
	}
	b.WriteString("\n---\n")
	for _, sentence := range f.End {
		fmt.Fprintf(&b, "\n%s\n", mdText(sentence))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// mdOverview writes a table of the lessons.
func mdOverview(b *strings.Builder, f feedback, say *msg.Printer) {
	if len(f.Lessons) == 0 {
		return
	}
	fmt.Fprintf(b, "\n| %s | %s | %s |\n|---|---|---|\n", say.Say("feedback.lesson"), say.Say("feedback.points"), say.Say("feedback.state"))
	for _, l := range f.Lessons {
		state := l.State
		if state == "" {
			state = say.Say("state-name.graded")
		}
		fmt.Fprintf(b, "| %s | %s | %s |\n", mdText(titled(l.ID, l.Title)), mdText(l.Points), mdText(state))
	}
}

func mdLesson(b *strings.Builder, l feedbackLesson, say *msg.Printer) {
	fmt.Fprintf(b, "\n## %s\n\n", mdText(titled(l.ID, l.Title)))
	for _, text := range []string{l.Means, l.Why} {
		if text != "" {
			fmt.Fprintf(b, "%s\n\n", mdText(text))
		}
	}
	if len(l.Lines) > 0 {
		mdList(b, l.Lines)
		b.WriteString("\n")
	}
	for _, f := range l.Facts {
		fmt.Fprintf(b, "- %s: %s\n", mdText(f.Name), mdCode(f.Value))
	}
	if len(l.Steps) > 0 {
		b.WriteString("\n")
	}
	for _, s := range l.Steps { // another bullet begins another list
		fmt.Fprintf(b, "* %s **%s** %s: %s, %s\n", s.Sign, mdText(s.ID), mdText(s.Title), mdText(s.Status), mdText(s.Points))
	}
	for _, s := range l.Steps {
		if s.Text == "" && s.Detail == "" {
			continue
		}
		fmt.Fprintf(b, "\n### %s\n\n", mdText(titled(s.ID, s.Title)))
		if s.Text != "" {
			fmt.Fprintf(b, "%s\n", mdText(s.Text))
		}
		if s.Detail != "" {
			mdFence(b, s.Detail)
		}
	}
	if l.Repeat != "" {
		fmt.Fprintf(b, "\n%s\n\n", mdText(say.Say("feedback.repeat")))
		mdFence(b, l.Repeat)
	}
}

// titled returns an id with its title.
func titled(id, title string) string {
	if title == "" {
		return id
	}
	return id + ": " + title
}

func mdList(b *strings.Builder, items []string) {
	for _, item := range items {
		fmt.Fprintf(b, "- %s\n", mdText(item))
	}
}

var (
	mdSpecial = regexp.MustCompile("[\\\\`*_\\[\\]<>&|~@$]|://")
	mdAtStart = regexp.MustCompile(`^([-+=#:])|^(\d+)([.)])`)
	mdDomain  = regexp.MustCompile(`(?i)www\.`)
)

// mdText returns a line as text of Markdown: no part of it is markup, a link or a mention.
func mdText(s string) string {
	s = mdSpecial.ReplaceAllString(strings.TrimSpace(s), `\$0`)
	s = mdDomain.ReplaceAllStringFunc(s, func(www string) string { return www[:3] + `\.` })
	return mdAtStart.ReplaceAllString(s, `$2\$1$3`)
}

var backticks = regexp.MustCompile("`+")

// longestBackticks returns the length of the longest run of backticks in s.
func longestBackticks(s string) int {
	n := 0
	for _, run := range backticks.FindAllString(s, -1) {
		n = max(n, len(run))
	}
	return n
}

// mdCode returns a line as code within a text.
func mdCode(s string) string {
	fence, gap := strings.Repeat("`", longestBackticks(s)+1), ""
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		gap = " "
	}
	return fence + gap + s + gap + fence
}

// mdFence writes lines as a block of code that they cannot end.
func mdFence(b *strings.Builder, text string) {
	fence := strings.Repeat("`", max(longestBackticks(text)+1, 3))
	fmt.Fprintf(b, "%s\n%s\n%s\n", fence, text, fence)
}
