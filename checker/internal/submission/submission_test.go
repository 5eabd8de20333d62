package submission_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/submission"
)

var at = time.Date(2026, 11, 2, 9, 30, 0, 123, time.FixedZone("KST", 9*3600))

const tally = "lessons/01-race/tally.go"

// sample is a submission as submit makes one.
func sample() *submission.Submission {
	s := submission.New("김민지", "30a762929de6", at)
	s.AddFile(tally, []byte("package main\n"))
	s.AddLesson("01-race", submission.Ready, nil)
	s.AddLesson("02-mutex", submission.Unchanged, nil)
	s.AddLesson("03-channel-map", submission.DoesNotBuild, []string{"lessons/03-channel-map/sharedmap.go:3:11: expected ')'"})
	return s
}

func packed(t *testing.T, s *submission.Submission) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, s.Write(&b))
	return b.Bytes()
}

func read(b []byte) (*submission.Submission, error) {
	return submission.Read(bytes.NewReader(b), int64(len(b)))
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	want := sample()
	got, err := read(packed(t, want))
	require.NoError(t, err)
	assert.Equal(t, want, got)
	assert.Equal(t, "2026-11-02T00:30:00Z", got.Manifest.Time.Format(time.RFC3339Nano))
}

// TestManifestIsDocumented holds the manifest to what docs/instructors.md shows of it.
func TestManifestIsDocumented(t *testing.T) {
	j, err := json.MarshalIndent(sample().Manifest, "", "  ")
	require.NoError(t, err)
	for _, page := range []string{"docs/instructors.md", "docs/ko/instructors.md"} {
		text, err := os.ReadFile(filepath.Join("../../..", page))
		require.NoError(t, err)
		assert.True(t, strings.Contains(string(text), "```json\n"+string(j)+"\n```"), "%s: expected the block\n%s", page, j)
	}
}

// entry is an entry of a zip that Write would not write.
type entry struct {
	name    string
	mode    fs.FileMode
	content string
}

// zipped is a zip with these entries.
func zipped(t *testing.T, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range entries {
		h := &zip.FileHeader{Name: e.name, Method: zip.Deflate}
		h.SetMode(0o644 | e.mode)
		w, err := z.CreateHeader(h)
		require.NoError(t, err)
		_, err = w.Write([]byte(e.content))
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return b.Bytes()
}

// manifest is the manifest of the sample after a change of its text.
func manifest(t *testing.T, old, new string) entry {
	t.Helper()
	j, err := json.Marshal(sample().Manifest)
	require.NoError(t, err)
	require.Contains(t, string(j), old)
	return entry{submission.ManifestName, 0, strings.Replace(string(j), old, new, 1)}
}

func TestRefusals(t *testing.T) {
	good, file := manifest(t, "", ""), entry{tally, 0, "package main\n"}
	_, err := read(zipped(t, good, file))
	require.NoError(t, err, "the zip that each case spoils")
	for _, c := range []struct {
		name    string
		entries []entry
		at      string
		want    error
	}{
		{"absolute", []entry{good, file, {"/etc/passwd", 0, ""}}, "/etc/passwd", submission.ErrPath},
		{"parent", []entry{good, file, {"lessons/../../x.go", 0, ""}}, "lessons/../../x.go", submission.ErrPath},
		{"dot", []entry{good, file, {"./x.go", 0, ""}}, "./x.go", submission.ErrPath},
		{"empty part", []entry{good, file, {"lessons//x.go", 0, ""}}, "lessons//x.go", submission.ErrPath},
		{"no name", []entry{good, file, {"", 0, ""}}, "", submission.ErrPath},
		{"backslash", []entry{good, file, {`..\x.go`, 0, ""}}, `..\x.go`, submission.ErrPath},
		{"drive", []entry{good, file, {"C:x.go", 0, ""}}, "C:x.go", submission.ErrPath},
		{"absolute folder", []entry{good, file, {"/etc/", fs.ModeDir, ""}}, "/etc/", submission.ErrPath},
		{"link", []entry{good, {tally, fs.ModeSymlink, "../../solutions/01-race/tally.go"}}, tally, submission.ErrNotRegular},
		{"linked manifest", []entry{{submission.ManifestName, fs.ModeSymlink, "/etc/passwd"}, file}, submission.ManifestName, submission.ErrNotRegular},
		{"pipe", []entry{good, {tally, fs.ModeNamedPipe, ""}}, tally, submission.ErrNotRegular},
		{"folder", []entry{good, {"lessons/", fs.ModeDir, ""}, file}, "lessons/", submission.ErrNotRegular},
		{"two of one name", []entry{good, file, file}, tally, submission.ErrDuplicate},
		{"two that differ in case", []entry{good, file, {"lessons/01-race/Tally.go", 0, ""}}, "lessons/01-race/Tally.go", submission.ErrDuplicate},
		{"two manifests", []entry{good, file, good}, submission.ManifestName, submission.ErrDuplicate},
		{"huge", []entry{good, {tally, 0, strings.Repeat("x", submission.MaxFile+1)}}, tally, submission.ErrTooLarge},
		{"huge manifest", []entry{{submission.ManifestName, 0, strings.Repeat(" ", submission.MaxManifest+1)}}, submission.ManifestName, submission.ErrTooLarge},
		{"not listed", []entry{good, file, {"lessons/01-race/sum_test.go", 0, ""}}, "lessons/01-race/sum_test.go", submission.ErrNotListed},
		{"absent", []entry{good}, tally, submission.ErrAbsent},
		{"no manifest", []entry{file}, submission.ManifestName, submission.ErrAbsent},
		{"other content", []entry{good, {tally, 0, "package nine\n"}}, tally, submission.ErrChanged},
		{"other length", []entry{good, {tally, 0, "package main\n\n"}}, tally, submission.ErrChanged},
		{"not JSON", []entry{{submission.ManifestName, 0, "{"}, file}, submission.ManifestName, submission.ErrManifest},
		{"two values", []entry{manifest(t, "}]}", "}]} {}"), file}, submission.ManifestName, submission.ErrManifest},
		{"unknown field", []entry{manifest(t, `"id"`, `"points":38,"id"`), file}, submission.ManifestName, submission.ErrManifest},
		{"other format", []entry{manifest(t, "sharedmap", "shared"), file}, submission.ManifestName, submission.ErrManifest},
		{"later version", []entry{manifest(t, `"version":1`, `"version":2,"new":true`), file}, submission.ManifestName, submission.ErrVersion},
		{"unknown state", []entry{manifest(t, `"ready"`, `"green"`), file}, submission.ManifestName, submission.ErrManifest},
		{"a lesson twice", []entry{manifest(t, "02-mutex", "01-race"), file}, submission.ManifestName, submission.ErrManifest},
		{"no time", []entry{manifest(t, "2026-11-02T00:30:00Z", "0001-01-01T00:00:00Z"), file}, submission.ManifestName, submission.ErrManifest},
		{"an id with hidden letters", []entry{manifest(t, "김민지", "kim\u202e07"), file}, submission.ManifestName, submission.ErrManifest},
		{"an id that is too long", []entry{manifest(t, "김민지", strings.Repeat("x", submission.MaxID+1)), file}, submission.ManifestName, submission.ErrManifest},
		{"a checksum that is none", []entry{manifest(t, `"sha256":"`, `"sha256":"0`), file}, submission.ManifestName, submission.ErrManifest},
		{"negative size", []entry{manifest(t, `"size":`, `"size":-`), file}, submission.ManifestName, submission.ErrManifest},
		{"listed outside", []entry{manifest(t, tally, "../tally.go"), file}, "../tally.go", submission.ErrPath},
	} {
		_, err := read(zipped(t, c.entries...))
		var at *submission.EntryError
		if assert.ErrorAs(t, err, &at, c.name) {
			assert.ErrorIs(t, err, c.want, c.name)
			assert.Equal(t, c.at, at.Name, c.name)
		}
	}
}

func TestListedTwice(t *testing.T) {
	s := sample()
	s.AddFile(tally, []byte("package main\n"))
	requireRefusal(t, s.Write(&bytes.Buffer{}), tally, submission.ErrDuplicate)
}

func TestTooMuch(t *testing.T) {
	s := sample()
	for i := range 5 {
		s.AddFile(fmt.Sprintf("lessons/0%d/x.go", i), bytes.Repeat([]byte("x"), submission.MaxFile))
	}
	requireRefusal(t, s.Write(&bytes.Buffer{}), "lessons/03/x.go", submission.ErrTooLarge) // the first four and the sample's own are more than MaxTotal
	var many []entry
	for i := range submission.MaxFiles + 2 {
		many = append(many, entry{fmt.Sprint(i), 0, ""})
	}
	_, err := read(zipped(t, many...))
	requireRefusal(t, err, fmt.Sprint(submission.MaxFiles+1), submission.ErrTooMany)
	_, err = read(make([]byte, submission.MaxZip+1))
	requireRefusal(t, err, "", submission.ErrTooLarge)
	_, err = read([]byte("PK no zip"))
	requireRefusal(t, err, "", submission.ErrZip)
}

// TestSizeThatLies: an entry that claims a small size and grows when it is decompressed.
func TestSizeThatLies(t *testing.T) {
	var deflated bytes.Buffer
	w, err := flate.NewWriter(&deflated, 9)
	require.NoError(t, err)
	long := make([]byte, 20<<20)
	_, err = w.Write(long)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	e, err := z.CreateRaw(&zip.FileHeader{Name: submission.ManifestName, Method: zip.Deflate, CRC32: crc32.ChecksumIEEE(long),
		CompressedSize64: uint64(deflated.Len()), UncompressedSize64: 13})
	require.NoError(t, err)
	_, err = e.Write(deflated.Bytes())
	require.NoError(t, err)
	require.NoError(t, z.Close())
	_, err = read(b.Bytes())
	var at *submission.EntryError
	require.ErrorAs(t, err, &at)
	assert.Equal(t, submission.ManifestName, at.Name)
}

func requireRefusal(t *testing.T, err error, name string, want error) {
	t.Helper()
	require.ErrorIs(t, err, want)
	var at *submission.EntryError
	require.ErrorAs(t, err, &at)
	require.Equal(t, name, at.Name)
}

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "s.zip")
	require.NoError(t, os.WriteFile(file, packed(t, sample()), 0o600))
	got, err := submission.Open(file)
	require.NoError(t, err)
	assert.Equal(t, "김민지", got.Manifest.ID)
	_, err = submission.Open(filepath.Join(dir, "none.zip"))
	require.ErrorIs(t, err, fs.ErrNotExist)
	_, err = submission.Open(dir)
	require.ErrorIs(t, err, submission.ErrNotRegular)
	if link := filepath.Join(dir, "link.zip"); os.Symlink(file, link) == nil { // Windows may not allow links
		_, err = submission.Open(link)
		require.ErrorIs(t, err, submission.ErrNotRegular)
	}
}

func TestErrorsAreShortened(t *testing.T) {
	s := submission.New("", "", at)
	s.AddLesson("01-race", submission.DoesNotBuild, append([]string{strings.Repeat("가", 1000)}, make([]string, 100)...))
	got, err := read(packed(t, s))
	require.NoError(t, err)
	long := got.Manifest.Lessons[0].Errors
	assert.Len(t, long, 10)
	assert.LessOrEqual(t, len(long[0]), 1000)
	assert.True(t, strings.HasSuffix(long[0], "가…"))
}

func FuzzRead(f *testing.F) {
	var b bytes.Buffer
	require.NoError(f, sample().Write(&b))
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := read(b)
		if err != nil {
			var at *submission.EntryError
			require.ErrorAs(t, err, &at)
			return
		}
		again, err := read(packed(t, s))
		require.NoError(t, err)
		require.Equal(t, s.Files, again.Files)
	})
}
