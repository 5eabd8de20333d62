package blame

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"path"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
)

// sources reads and type-checks the program's packages when a finding needs them.
type sources struct {
	fsys        fs.FS
	fset        *token.FileSet
	at          map[string]string       // the path among the sources of a file that an output names; "": it is not there
	packages    map[string]*packageInfo // by folder and package name; nil: there is no such package
	imported    map[string]*types.Package
	importDepth int
}

// A packageInfo is a type-checked package in one folder, and what the rules have found out about it so far.
type packageInfo struct {
	src          *sources
	dir          string
	outputDir    string // the folder's name in the output, with its final separator
	files        map[string]*ast.File
	info         *types.Info
	types        *types.Package
	funcs        []*function
	varInits     []*function // the initializers of package variables, as functions
	litFunctions map[*ast.FuncLit]*function
	objFunctions map[types.Object]*function
	aliases      *aliasSets
	ops          []op

	effects    map[*function]effect
	escaping   map[*types.Var]bool // see escapingVars; nil: not computed yet, like the maps below
	fromStd    map[types.Object]bool
	reassigned map[types.Object]bool
	assigned   map[types.Object][]ast.Expr
}

const maxSource = 2 << 20 // larger source files are not read

// newSources returns the sources in a file system, from which nothing has been read yet.
func newSources(fsys fs.FS) *sources {
	return &sources{fsys: fsys, fset: token.NewFileSet(), at: map[string]string{}, packages: map[string]*packageInfo{}, imported: map[string]*types.Package{}}
}

// sourcePath returns the path among the sources of a file that an output names: the longest suffix of the name that
// exists.
func (s *sources) sourcePath(name string) (string, bool) {
	p, ok := s.at[name]
	if !ok {
		p = s.search(name)
		s.at[name] = p
	}
	return p, p != ""
}

// search is sourcePath without its cache.
func (s *sources) search(name string) string {
	parts := strings.Split(strings.TrimPrefix(goout.Slashed(name), "./"), "/")
	for i := range parts {
		p := path.Join(parts[i:]...)
		if !fs.ValidPath(p) || strings.Contains(p, "@v") {
			continue
		}
		if st, err := fs.Stat(s.fsys, p); err == nil && !st.IsDir() && st.Size() <= maxSource && !s.isOtherFile(goout.Slashed(name), p) {
			return p
		}
	}
	return ""
}

// packageOf returns the package of a file that an output names, and the file's path among the sources.
func (s *sources) packageOf(name string) (*packageInfo, string, bool) {
	p, ok := s.sourcePath(name)
	if !ok || !strings.HasSuffix(p, ".go") {
		return nil, "", false
	}
	pkg := s.load(path.Dir(p), p)
	if pkg == nil || pkg.files[p] == nil {
		return nil, "", false
	}
	if pkg.outputDir == "" {
		pkg.outputDir = strings.TrimSuffix(name, path.Base(p))
	}
	return pkg, p, true
}

// load returns the package that a file in a folder belongs to.
func (s *sources) load(dir, file string) *packageInfo {
	name := s.pkgName(file)
	key := dir + " " + name
	if pkg, ok := s.packages[key]; ok {
		return pkg
	}
	s.packages[key] = nil
	pkg := &packageInfo{src: s, dir: dir, files: s.parse(dir, name)}
	if len(pkg.files) == 0 {
		return nil
	}
	s.packages[key] = pkg
	pkg.typeCheck()
	pkg.collect()
	return pkg
}

// pkgName returns the name in the file's package clause.
func (s *sources) pkgName(file string) string {
	b, err := fs.ReadFile(s.fsys, file)
	if err != nil {
		return ""
	}
	f, err := parser.ParseFile(token.NewFileSet(), file, b, parser.PackageClauseOnly)
	if err != nil {
		return ""
	}
	return f.Name.Name
}

// maxFiles limits how many files of a folder are read.
const maxFiles = 500

// parse parses the files of a package in a folder.
func (s *sources) parse(dir, pkgName string) map[string]*ast.File {
	entries, err := fs.ReadDir(s.fsys, dir)
	if err != nil || len(entries) > 20*maxFiles {
		return nil
	}
	out := map[string]*ast.File{}
	for _, e := range entries {
		p := path.Join(dir, e.Name())
		if e.IsDir() || !strings.HasSuffix(p, ".go") || len(out) >= maxFiles {
			continue
		}
		if f := s.parseFile(p); f != nil && f.Name.Name == pkgName {
			out[p] = f
		}
	}
	return out
}

// parseFile parses a file. It returns nil if the file is too large or has a syntax error.
func (s *sources) parseFile(p string) *ast.File {
	b, err := fs.ReadFile(s.fsys, p)
	if err != nil || len(b) > maxSource {
		return nil
	}
	f, err := parser.ParseFile(s.fset, p, b, parser.SkipObjectResolution)
	if err != nil {
		return nil
	}
	return f
}

// typeCheck type-checks the package. Names of packages that are not there remain unknown.
func (pkg *packageInfo) typeCheck() {
	pkg.info = &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{},
	}
	conf := types.Config{Importer: pkg.src, Error: func(error) {}, DisableUnusedImportCheck: true}
	pkg.types, _ = conf.Check(pkg.dir, pkg.src.fset, pkg.sortedFiles(), pkg.info)
}

// sortedFiles returns the package's files, sorted by name.
func (pkg *packageInfo) sortedFiles() []*ast.File {
	names := sortedKeys(pkg.files)
	out := make([]*ast.File, len(names))
	for i, n := range names {
		out[i] = pkg.files[n]
	}
	return out
}

// line returns the line number of a position.
func (pkg *packageInfo) line(p token.Pos) int { return pkg.src.fset.Position(p).Line }

// path returns the file of a position.
func (pkg *packageInfo) path(p token.Pos) string { return pkg.src.fset.Position(p).Filename }

// location returns a position as an output would name it.
func (pkg *packageInfo) location(p token.Pos) goout.Location {
	pos := pkg.src.fset.Position(p)
	l := goout.Location{File: pkg.outputDir + path.Base(pos.Filename), Line: pos.Line}
	if f := pkg.enclosing(pos.Filename, pos.Line, ""); f != nil {
		l.Func = f.name
	}
	return l
}
