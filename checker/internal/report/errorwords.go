package report

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"syscall"

	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/safetext"
)

// systemErrors are the errors of a file system that a user can do something about, and their keys below "error.". The first that fits counts.
var systemErrors = []struct {
	err error
	key string
}{
	{fs.ErrNotExist, "missing"}, {fs.ErrPermission, "permission"}, {fs.ErrExist, "exists"}, {os.ErrDeadlineExceeded, "time"},
	{syscall.ENOSPC, "full"}, {syscall.EROFS, "read-only"}, {syscall.EISDIR, "folder"}, {syscall.ENOTDIR, "not-folder"},
	{syscall.ENAMETOOLONG, "long-name"}, {syscall.EMFILE, "many-open"}, {syscall.ELOOP, "loop"}, {syscall.EIO, "disk"},
}

// ErrorWords returns why something failed, in the reader's language, without the name of the file: the sentence around it has that. An error that
// nobody has foreseen is returned as its library says it.
func ErrorWords(err error, say *msg.Printer) string {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		err = path.Err
	case errors.As(err, &link):
		err = link.Err
	}
	for _, known := range systemErrors {
		if errors.Is(err, known.err) {
			return say.Say("error." + known.key)
		}
	}
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return say.Say("error.cut-off")
	case errors.As(err, &syntax):
		return say.Say("error.json", "at", syntax.Offset)
	case errors.As(err, &kind):
		return say.Say("error.json-kind", "field", safetext.Line(kind.Field), "what", safetext.Line(kind.Value))
	}
	return safetext.Line(err.Error())
}

// unreadableWords returns the words for a text that an error of the file system has given.
func unreadableWords(text string, say *msg.Printer) string {
	for _, known := range systemErrors {
		var number syscall.Errno
		if text == known.err.Error() || errors.As(known.err, &number) && text == number.Error() {
			return say.Say("error." + known.key)
		}
	}
	for _, number := range []syscall.Errno{syscall.ENOENT, syscall.EACCES, syscall.EPERM, syscall.EEXIST} {
		if text == number.Error() {
			return ErrorWords(number, say)
		}
	}
	return safetext.Line(text)
}
