package intake

import (
	"bytes"
	"compress/zlib"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// commit is the last commit of a clone.
type commit struct {
	hash string
	time time.Time
}

// The sizes that the parts of a git folder may have.
const (
	maxRefs   = 4 << 20
	maxObject = 1 << 20
)

// hashText is the name of a commit.
var hashText = regexp.MustCompile(`^(?:[0-9a-f]{40}|[0-9a-f]{64})$`)

// refName is a branch. Nothing in it leaves the git folder.
var refName = regexp.MustCompile(`^refs/[^\x00-\x20\x7f]+$`)

// lastCommit returns the commit that is checked out in a clone, or the zero commit if the folder is not a clone or cannot be read. It reads git's files
// itself: git would run programs that a stranger's .git/config names.
func lastCommit(root *os.Root) commit {
	git, err := root.OpenRoot(".git")
	if err != nil {
		return commit{}
	}
	defer git.Close()
	hash := headOf(git)
	if !hashText.MatchString(hash) {
		return commit{}
	}
	object := looseObject(git, hash)
	if object == nil {
		object = packedObject(git, hash)
	}
	at, ok := commitTime(object)
	if !ok {
		return commit{}
	}
	return commit{hash, at}
}

// headOf returns the name of the commit that HEAD points to.
func headOf(git *os.Root) string {
	head := strings.TrimSpace(string(readSmall(git, "HEAD", 4096)))
	ref, ok := strings.CutPrefix(head, "ref: ")
	if !ok {
		return head
	}
	if !refName.MatchString(ref) {
		return ""
	}
	if hash := strings.TrimSpace(string(readSmall(git, ref, 4096))); hash != "" {
		return hash
	}
	for line := range strings.Lines(string(readSmall(git, "packed-refs", maxRefs))) {
		if hash, name, _ := strings.Cut(strings.TrimSpace(line), " "); name == ref {
			return hash
		}
	}
	return ""
}

// readSmall reads a regular file, or its beginning, or nothing.
func readSmall(root *os.Root, name string, most int64) []byte {
	info, err := root.Lstat(name)
	if err != nil || !info.Mode().IsRegular() {
		return nil
	}
	f, err := root.Open(name)
	if err != nil {
		return nil
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, most))
	if err != nil {
		return nil
	}
	return b
}

// looseObject returns the content of an object that has a file of its own.
func looseObject(git *os.Root, hash string) []byte {
	packed := readSmall(git, "objects/"+hash[:2]+"/"+hash[2:], maxObject)
	object := inflate(bytes.NewReader(packed))
	kind, content, ok := bytes.Cut(object, []byte{0})
	if !ok || !bytes.HasPrefix(kind, []byte("commit ")) {
		return nil
	}
	return content
}

// inflate returns an unpacked stream, or nothing if it is damaged or too large.
func inflate(r io.Reader) []byte {
	z, err := zlib.NewReader(r)
	if err != nil {
		return nil
	}
	b, more, err := readLimited(z, 0, maxObject)
	if err != nil || more {
		return nil
	}
	return b
}

// committerTime is the end of a commit's line "committer NAME <E-MAIL> SECONDS ZONE".
var committerTime = regexp.MustCompile(`> (\d{1,12}) ([+-])(\d\d)(\d\d)$`)

// commitTime returns when a commit was made.
func commitTime(content []byte) (time.Time, bool) {
	for line := range strings.Lines(string(content)) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" { // the message follows
			break
		}
		if !strings.HasPrefix(line, "committer ") {
			continue
		}
		m := committerTime.FindStringSubmatch(line)
		if m == nil {
			break
		}
		seconds, _ := strconv.ParseInt(m[1], 10, 64)
		hours, _ := strconv.Atoi(m[3])
		minutes, _ := strconv.Atoi(m[4])
		zone := hours*3600 + minutes*60
		if m[2] == "-" {
			zone = -zone
		}
		t := known(time.Unix(seconds, 0).In(time.FixedZone("", zone)))
		return t, !t.IsZero()
	}
	return time.Time{}, false
}
