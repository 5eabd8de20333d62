package instrument

import (
	"go/ast"
	"go/types"
	"go/version"
	"maps"
	"slices"
	"strings"
)

// requiredVersion is the oldest language version that the inserted code needs.
const requiredVersion = "go1.21"

// rewriteFile returns the whole file with scheduling points.
func (w *rewriter) rewriteFile(importPath string) string {
	w.used, w.keep, w.wrappings = map[string]bool{}, map[string]string{}, map[ast.Expr]wrapping{}
	w.inline, w.branchExits = inlineStmts(w.file), branchExits(w.file)
	body := w.span(w.file, w.file.Name.End(), w.file.FileEnd)
	head := string(w.src[:w.offset(w.file.Name.End())])
	resets := w.resetters()
	return head + w.imports(importPath) + body + w.keepers() + resets + w.siteNames()
}

// imports returns the import declarations. They are on the line of the package clause, so that no line number changes.
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

// keepers returns declarations that use the imports whose every use was replaced.
func (w *rewriter) keepers() string {
	out := "\nvar _ = " + rtName + ".Enter\n"
	for _, pkg := range slices.Sorted(maps.Keys(w.keep)) {
		out += "var _ = " + pkg + "." + w.keep[pkg] + "\n"
	}
	return out
}

// withVersion raises the language version of an old file to requiredVersion. That version is older than Go 1.22, so loops keep their old
// meaning.
func withVersion(text, path, lang string) string {
	if lang != "" && version.Compare(lang, requiredVersion) >= 0 {
		return text
	}
	for i, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, "package ") {
			break
		}
		if expr, ok := strings.CutPrefix(line, "//go:build "); ok {
			lines := strings.Split(text, "\n")
			lines[i] = "//go:build (" + expr + ") && " + requiredVersion
			return strings.Join(lines, "\n")
		}
	}
	return "//go:build " + requiredVersion + "\n\n//line " + path + ":1\n" + text
}

// hasSharedLoopVars reports whether, in this language version, all iterations of a loop share its variables (before Go 1.22).
func hasSharedLoopVars(lang string) bool { return lang == "" || version.Compare(lang, "go1.22") < 0 }

// langOf returns the language version of a file, or "" if it is unknown.
func langOf(info *types.Info, f *ast.File, module string) string {
	if v := info.FileVersions[f]; v != "" {
		return v
	}
	if module == "" {
		return ""
	}
	return version.Lang("go" + module)
}
