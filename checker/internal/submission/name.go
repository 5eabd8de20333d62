package submission

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// NormalizeID returns the form of an id in which equal names are equal: composed letters (macOS often decomposes Korean syllables), one space
// between words, and no invisible characters. It returns "" if nothing is left.
func NormalizeID(id string) string {
	id = strings.Map(func(r rune) rune {
		switch {
		case r == utf8.RuneError:
			return -1
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsGraphic(r):
			return r
		}
		return -1
	}, id)
	return norm.NFC.String(strings.Join(strings.Fields(id), " "))
}

// maxNamePart is how many bytes of an id are used in a file name. Together with the rest of the name that is below the limit of 255 bytes that
// most file systems have. A Korean syllable has three bytes.
const maxNamePart = 150

// FileName returns the name of the zip of a student: submission-kim07-20261102-093000.zip. Of the id it keeps letters of all scripts, digits and
// the signs . _ @ +, which are allowed on all file systems. Other characters become a hyphen.
func FileName(id string, at time.Time) string {
	part := namePart(id)
	if part != "" {
		part += "-"
	}
	return "submission-" + part + at.Format("20060102-150405") + ".zip"
}

func namePart(id string) string {
	words := strings.FieldsFunc(NormalizeID(id), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && !strings.ContainsRune("._@+", r)
	})
	part := strings.Join(words, "-")
	for len(part) > maxNamePart {
		_, last := utf8.DecodeLastRuneInString(part)
		part = part[:len(part)-last]
	}
	return strings.Trim(part, ".-")
}
