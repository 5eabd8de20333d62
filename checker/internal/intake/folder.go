package intake

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
)

// folderContainer is a folder on the disk. os.Root keeps every read within it, even if a link is put in place of a file in the meantime.
type folderContainer struct {
	root  *os.Root
	paths []string // as the file system has them, by index
	names []string
}

// openFolder opens a folder. The caller closes it.
func openFolder(name string) (*folderContainer, error) {
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	return &folderContainer{root: root}, nil
}

func (c *folderContainer) close() { _ = c.root.Close() }

// list returns everything below the folder. A folder with more entries than most is a WhyMany problem.
func (c *folderContainer) list(ctx context.Context, most int) ([]entry, error) {
	var out []entry
	err := fs.WalkDir(c.root.FS(), ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			return &Problem{Why: WhyUnreadable, Where: decodeName(p), What: cause(err)}
		case p == ".":
			return nil
		case d.IsDir() && slices.Contains(ignoredFolders, d.Name()):
			return fs.SkipDir
		case len(out) >= most:
			return &Problem{Why: WhyMany, Where: path.Dir(decodeName(p))}
		}
		e, err := c.add(p, d)
		if err != nil {
			return err
		}
		out = append(out, e)
		return nil
	})
	return out, err
}

// add returns the entry of a file or folder and remembers its path.
func (c *folderContainer) add(p string, d fs.DirEntry) (entry, error) {
	info, err := d.Info()
	if err != nil {
		return entry{}, &Problem{Why: WhyUnreadable, Where: decodeName(p), What: cause(err)}
	}
	e := entry{in: c, index: len(c.paths), kind: fileKind(info.Mode()), size: info.Size(), time: known(info.ModTime()), timeFrom: TimeFile, inode: inodeOf(info)}
	e.setName(p)
	c.paths = append(c.paths, p)
	c.names = append(c.names, e.name)
	return e, nil
}

func fileKind(mode fs.FileMode) entryKind {
	switch {
	case mode.IsRegular():
		return kindFile
	case mode.IsDir():
		return kindFolder
	case mode&fs.ModeSymlink != 0:
		return kindLink
	}
	return kindDevice
}

func (c *folderContainer) read(_ context.Context, i int, most int64) ([]byte, error) {
	f, p := c.open(i)
	if p != nil {
		return nil, p
	}
	defer f.Close()
	b, more, err := readLimited(f, 0, most)
	switch {
	case more:
		return nil, &Problem{Why: WhyLarge, Where: c.names[i]}
	case err != nil:
		return nil, &Problem{Why: WhyUnreadable, Where: c.names[i], What: cause(err)}
	}
	return b, nil
}

// open opens a regular file. It looks before it opens, because opening a pipe would wait for a writer.
func (c *folderContainer) open(i int) (*os.File, *Problem) {
	name := c.names[i]
	info, err := c.root.Lstat(c.paths[i])
	if err == nil && !info.Mode().IsRegular() {
		return nil, &Problem{Why: WhyDevice, Where: name}
	}
	var f *os.File
	if err == nil {
		f, err = c.root.Open(c.paths[i])
	}
	if err != nil {
		return nil, &Problem{Why: WhyUnreadable, Where: name, What: cause(err)}
	}
	return f, nil
}

// cause returns the text of an error of the file system without the path in it, which may be long and is shown beside it.
func cause(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}
