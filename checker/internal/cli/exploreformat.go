package cli

import (
	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/term"
)

// writeExplored writes the results of `checker explore` in the form that the flags ask for.
func (a *app) writeExplored(doc report.Exploration, f outputFlags) error {
	if a.json {
		return a.writeJSON(doc)
	}
	root, err := course.FindRoot(a.dir)
	if err != nil { // outside of the workshop all folders are absolute
		root = a.dir
	}
	tree := newTree()
	results := a.resultsOf(report.ExploredResults(doc, root), tree, tree, f)
	if f.forTools() {
		return a.writeResults(results, f)
	}
	show := func() { report.Explored(a.Stdout, a.style(a.Stdout), a.say, doc) }
	if f.format != "" || !a.onGitHub() {
		show()
		return nil
	}
	a.withoutCommands(show)
	return a.annotate(term.WithoutASCII(a.Stdout), results)
}
