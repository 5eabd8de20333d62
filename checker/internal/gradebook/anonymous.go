package gradebook

import (
	"bytes"
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"sharedmap-workshop/checker/internal/results"
)

// KeyLength is the length in bytes of the key of Anonymous.
const KeyLength = 32

// Anonymous returns the students under tokens in place of their ids, in the order of the tokens. The same student has the same token under the same key, and
// nobody without the key finds the student. Names, e-mails, the names of submissions and hashes of files are left out, and a group gets a token. Where an id,
// a name or an e-mail stands in a text, as in the path of a file, the token stands there instead. What students have written in their programs is not
// looked through for anything else. The overrides must not be applied yet.
func Anonymous(students []results.Student, key []byte) ([]results.Student, error) {
	out := make([]results.Student, len(students))
	for i, s := range students {
		hidden, err := anonymous(s, key)
		if err != nil {
			return nil, err
		}
		out[i] = hidden
	}
	slices.SortFunc(out, func(x, y results.Student) int { return cmp.Compare(x.Student, y.Student) })
	return out, nil
}

func anonymous(s results.Student, key []byte) (results.Student, error) {
	own := token("anon", s.Student, key)
	hide := hider(own, s.Student, s.Name, s.Email)
	out := s
	out.Student, out.Name, out.Email = own, "", ""
	out.Lessons, out.Overrides, out.Problems = nil, nil, nil // the problems' sentences are about files of the student's
	if s.Group != "" {
		out.Group = token("group", s.Group, key)
	}
	if err := rewrite(s.Lessons, &out.Lessons, hide); err != nil {
		return out, err
	}
	if err := rewrite(s.Overrides, &out.Overrides, hide); err != nil {
		return out, err
	}
	for i := range out.Lessons {
		withoutOrigin(&out.Lessons[i])
	}
	return out, nil
}

// withoutOrigin removes what says where a lesson's file came from.
func withoutOrigin(l *results.Lesson) {
	l.From, l.File, l.Key, l.Others = "", "", "", nil
	if l.Path != "" {
		l.Path = path.Base(l.Path)
	}
}

// tokenLetters is how many letters of base 32 a token has. Two of 10,000 students share one of 2^45 once in a million classes, and it fits the table.
const tokenLetters = 9

// token returns a name that stands for an id.
func token(kind, id string, key []byte) string {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(kind + "\x00" + id)) // never fails
	return kind + "-" + strings.ToLower(base32.StdEncoding.EncodeToString(mac.Sum(nil))[:tokenLetters])
}

// minHidden is the smallest length in bytes of what is replaced in texts. A shorter id is a part of many words; a Korean name has six bytes or more.
const minHidden = 4

// hider returns a function that puts the token in place of each of the words.
func hider(token string, words ...string) func(string) string {
	var pairs []string
	slices.SortFunc(words, func(x, y string) int { return cmp.Compare(len(y), len(x)) }) // the longest first
	for _, word := range words {
		if len(word) >= minHidden && utf8.ValidString(word) {
			pairs = append(pairs, word, token)
		}
	}
	return strings.NewReplacer(pairs...).Replace
}

// rewrite copies a value through JSON with each text in it changed. Names of fields stay.
func rewrite[T any](from T, to *T, change func(string) string) error {
	text, err := json.Marshal(from)
	if err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var doc any
	if err := d.Decode(&doc); err != nil {
		return err
	}
	if text, err = json.Marshal(changed(doc, change)); err != nil {
		return err
	}
	return json.Unmarshal(text, to)
}

func changed(v any, change func(string) string) any {
	switch v := v.(type) {
	case string:
		return change(v)
	case []any:
		for i := range v {
			v[i] = changed(v[i], change)
		}
	case map[string]any:
		for name := range v {
			if !isID(name) {
				v[name] = changed(v[name], change)
			}
		}
	}
	return v
}

// isID reports whether a field holds the id of a step or lesson, or a time, which must stay as they are.
func isID(field string) bool {
	return slices.Contains([]string{"id", "step", "test", "status", "state", "kind", "pattern", "at", "time"}, field)
}
