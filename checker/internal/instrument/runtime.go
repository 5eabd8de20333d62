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

// home is where the explorer lives in its own module.
var home = reflect.TypeFor[explore.Result]().PkgPath()

// virtual is the folder that the explorer seems to be in, in modules of other people.
const virtual = "explore_runtime_"

// ErrNoModule says that a package belongs to no module, so that the explorer has no place beside it.
var ErrNoModule = errors.New("package is in no module")

// runtime makes the explorer importable: in its own module it is already, elsewhere its source goes in.
func (o *Instrumented) runtime(m *packages.Module, work string) error {
	if m == nil {
		return ErrNoModule
	}
	mark := "package explore\n\nconst instrumented = true\n"
	if m.Path == strings.TrimSuffix(home, "/checker/explore") {
		o.Runtime = home
		return o.replace(filepath.Join(m.Dir, "checker", "explore", "instrumented.go"), mark, filepath.Join(work, "instrumented.go"))
	}
	o.Runtime = path.Join(m.Path, virtual)
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
			text = newest(strings.ReplaceAll(text, `"`+home, `"`+o.Runtime))
		}
		local := filepath.FromSlash(name)
		return o.replace(filepath.Join(m.Dir, virtual, local), text, filepath.Join(work, virtual, local))
	})
}

// newest lets a file of the explorer use today's language in an old module.
func newest(text string) string {
	if expr, rest, ok := strings.Cut(text, "\n"); ok && strings.HasPrefix(expr, "//go:build ") {
		return "//go:build (" + strings.TrimPrefix(expr, "//go:build ") + ") && go1.26\n" + rest
	}
	return "//go:build go1.26\n\n" + text
}
