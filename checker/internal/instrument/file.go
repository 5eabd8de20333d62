package instrument

import (
	"go/ast"
	"go/types"
	"go/version"
	"maps"
	"slices"
	"strings"
)

// generic is the oldest language version that the calls which are put in need.
const generic = "go1.21"

// rewriteFile returns the whole file with points.
func (w *rewriter) rewriteFile(importPath string) string {
	w.used, w.keep, w.arounds = map[string]bool{}, map[string]string{}, map[ast.Expr]around{}
	w.inline, w.leaves = inlineStmts(w.file), leavings(w.file)
	body := w.span(w.file, w.file.Name.End(), w.file.FileEnd)
	head := string(w.src[:w.offset(w.file.Name.End())])
	resets := w.resetters()
	return head + w.imports(importPath) + body + w.keepers() + resets + w.siteNames()
}

// imports follow the package clause on its line, so that no line moves.
func (w *rewriter) imports(path string) string {
	out := "; import " + rtName + ` "` + path + `/rt"`
	for _, name := range slices.Sorted(maps.Keys(w.used)) {
		sub := strings.TrimSuffix(strings.TrimPrefix(name, "explore_"), "_")
		if sub != "" {
			sub = "/shim/" + sub
		}
		out += "; import " + name + ` "` + path + sub + `"`
	}
	return out
}

// keepers keep the imports in use whose every use was replaced.
func (w *rewriter) keepers() string {
	out := "\nvar _ = " + rtName + ".Enter\n"
	for _, pkg := range slices.Sorted(maps.Keys(w.keep)) {
		out += "var _ = " + pkg + "." + w.keep[pkg] + "\n"
	}
	return out
}

// withVersion raises an old file's language version as far as needed; loops keep their old meaning.
func withVersion(text, path, lang string) string {
	if lang != "" && version.Compare(lang, generic) >= 0 {
		return text
	}
	for i, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, "package ") {
			break
		}
		if expr, ok := strings.CutPrefix(line, "//go:build "); ok {
			lines := strings.Split(text, "\n")
			lines[i] = "//go:build (" + expr + ") && " + generic
			return strings.Join(lines, "\n")
		}
	}
	return "//go:build " + generic + "\n\n//line " + path + ":1\n" + text
}

// oldLoops says whether a loop's variables are one for all rounds.
func oldLoops(lang string) bool { return lang == "" || version.Compare(lang, "go1.22") < 0 }

// langOf is the language version of a file.
func langOf(info *types.Info, f *ast.File, module string) string {
	if v := info.FileVersions[f]; v != "" {
		return v
	}
	if module == "" {
		return ""
	}
	return version.Lang("go" + module)
}
