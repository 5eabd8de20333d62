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

// sources reads the program's packages when a finding needs them.
type sources struct {
	fsys fs.FS
	fset *token.FileSet
	at   map[string]string       // where a file of the output lies among the sources; "": nowhere
	dirs map[string]*packageInfo // by folder and package; nil: there is none
	std  map[string]*types.Package
	deep int
}

// A packageInfo is the package in one folder, with what is known about it.
type packageInfo struct {
	src     *sources
	dir     string
	as      string // how the output names the folder: what stands before a file's name there
	files   map[string]*ast.File
	info    *types.Info
	types   *types.Package
	funcs   []*function
	values  []*function // the code that gives package variables their values, as functions
	lits    map[*ast.FuncLit]*function
	objs    map[types.Object]*function
	aliases *aliasSets
	ops     []op

	effects  map[*function]effect
	escaping map[*types.Var]bool // local variables that others can reach; nil: not asked for yet
	fromStd  map[types.Object]bool
	wild     map[types.Object]bool
	given    map[types.Object][]ast.Expr
}

const maxSource = 2 << 20 // bytes of a source file that are read

func newSources(fsys fs.FS) *sources {
	return &sources{fsys: fsys, fset: token.NewFileSet(), at: map[string]string{}, dirs: map[string]*packageInfo{}, std: map[string]*types.Package{}}
}

// find turns a file's name in the output into its path among the sources: the longest end of the name that exists there.
func (s *sources) find(name string) (string, bool) {
	p, ok := s.at[name]
	if !ok {
		p = s.search(name)
		s.at[name] = p
	}
	return p, p != ""
}

func (s *sources) search(name string) string {
	parts := strings.Split(strings.TrimPrefix(goout.Slashed(name), "./"), "/")
	for i := range parts {
		p := path.Join(parts[i:]...)
		if !fs.ValidPath(p) || strings.Contains(p, "@v") {
			continue
		}
		if st, err := fs.Stat(s.fsys, p); err == nil && !st.IsDir() && st.Size() <= maxSource && !s.isElsewhere(goout.Slashed(name), p) {
			return p
		}
	}
	return ""
}

// unit reads the package that the file of the output belongs to.
func (s *sources) unit(name string) (*packageInfo, string, bool) {
	p, ok := s.find(name)
	if !ok || !strings.HasSuffix(p, ".go") {
		return nil, "", false
	}
	u := s.load(path.Dir(p), p)
	if u == nil || u.files[p] == nil {
		return nil, "", false
	}
	if u.as == "" {
		u.as = strings.TrimSuffix(name, path.Base(p))
	}
	return u, p, true
}

// load parses and checks the package in a folder that the file is of.
func (s *sources) load(dir, file string) *packageInfo {
	name := s.pkgName(file)
	key := dir + " " + name
	if u, ok := s.dirs[key]; ok {
		return u
	}
	s.dirs[key] = nil
	u := &packageInfo{src: s, dir: dir, files: s.parse(dir, name)}
	if len(u.files) == 0 {
		return nil
	}
	s.dirs[key] = u
	u.check()
	u.collect()
	return u
}

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

// maxFiles is how many files of a folder are read.
const maxFiles = 500

func (s *sources) parse(dir, pkg string) map[string]*ast.File {
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
		if f := s.parseFile(p); f != nil && f.Name.Name == pkg {
			out[p] = f
		}
	}
	return out
}

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

// check finds out what the names mean. What it cannot know, such as packages that are not there, stays unknown.
func (u *packageInfo) check() {
	u.info = &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{},
	}
	conf := types.Config{Importer: u.src, Error: func(error) {}, DisableUnusedImportCheck: true}
	u.types, _ = conf.Check(u.dir, u.src.fset, u.list(), u.info)
}

func (u *packageInfo) list() []*ast.File {
	names := sortedKeys(u.files)
	out := make([]*ast.File, len(names))
	for i, n := range names {
		out[i] = u.files[n]
	}
	return out
}

func (u *packageInfo) line(p token.Pos) int { return u.src.fset.Position(p).Line }

func (u *packageInfo) path(p token.Pos) string { return u.src.fset.Position(p).Filename }

// at is a place of the source under the name that the output would give it.
func (u *packageInfo) at(p token.Pos) goout.Location {
	pos := u.src.fset.Position(p)
	l := goout.Location{File: u.as + path.Base(pos.Filename), Line: pos.Line}
	if f := u.enclosing(pos.Filename, pos.Line, ""); f != nil {
		l.Func = f.name
	}
	return l
}
