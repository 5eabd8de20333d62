package instrument

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"reflect"
	"strings"

	"golang.org/x/tools/go/packages"

	"sharedmap-workshop/checker/explore"
)

// explorerPath is the import path of the explorer in its own module.
var explorerPath = reflect.TypeFor[explore.Result]().PkgPath()

// virtualFolder is the folder of the explorer's source in the overlay of another module.
const virtualFolder = "explore_runtime_"

// ErrNoModule is the error if a package belongs to no module. Then the overlay has no place for the explorer.
var ErrNoModule = errors.New("package is in no module")

// addRuntime makes the explorer importable. Its own module contains it already. For another module, addRuntime adds the explorer's source
// to the overlay.
func (o *Instrumented) addRuntime(m *packages.Module, work string) error {
	if m == nil {
		return ErrNoModule
	}
	mark := "package explore\n\nconst instrumented = true\n"
	if m.Path == strings.TrimSuffix(explorerPath, "/checker/explore") {
		o.Runtime = explorerPath
		return o.replace(filepath.Join(m.Dir, "checker", "explore", "instrumented.go"), mark, filepath.Join(work, "instrumented.go"))
	}
	o.Runtime = path.Join(m.Path, virtualFolder)
	return fs.WalkDir(explore.Source, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(name, "_test.go") || name == "embed.go" {
			return err
		}
		data, err := fs.ReadFile(explore.Source, name)
		if err != nil {
			return fmt.Errorf("read the explorer's source: %w", err)
		}
		text := string(data)
		if name == "instrumented.go" {
			text = mark
		}
		if strings.HasSuffix(name, ".go") {
			text = raiseVersion(strings.ReplaceAll(text, `"`+explorerPath, `"`+o.Runtime))
		}
		local := filepath.FromSlash(name)
		return o.replace(filepath.Join(m.Dir, virtualFolder, local), text, filepath.Join(work, virtualFolder, local))
	})
}

// raiseVersion adds a build tag to a file of the explorer, so that the file may use the current language version in a module with an older
// one.
func raiseVersion(text string) string {
	if expr, rest, ok := strings.Cut(text, "\n"); ok && strings.HasPrefix(expr, "//go:build ") {
		return "//go:build (" + strings.TrimPrefix(expr, "//go:build ") + ") && go1.26\n" + rest
	}
	return "//go:build go1.26\n\n" + text
}
