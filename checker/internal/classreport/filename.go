package classreport

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"sharedmap-workshop/checker/internal/safetext"
)

// maxFileName is the largest length of a file's name in bytes, without its extension. All file systems in use take more.
const maxFileName = 80

// reservedNames matches the names that Windows gives to devices. What follows a dot does not change that.
var reservedNames = regexp.MustCompile(`(?i)^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)(\.|$)`)

// looksHashed matches names that could be the result of hashedName.
var looksHashed = regexp.MustCompile(`-[0-9a-f]{10,}$`)

// fileNames returns a file name without extension for each id. Every system takes the names, and no two of them are one file on a system that
// ignores case or the form of Unicode. An id that is a good name keeps it. Every other name is what is left of the id and a hash of it.
func fileNames(ids []string) []string {
	taken := map[string]int{}
	for _, id := range ids {
		taken[foldName(cleanName(id))]++
	}
	out := make([]string, len(ids))
	for digits := 10; ; digits += 10 {
		used := map[string]string{}
		again := false
		for i, id := range ids {
			out[i] = id
			if !isFileName(id) || taken[foldName(id)] > 1 {
				out[i] = hashedName(id, digits)
			}
			key := foldName(out[i])
			other, seen := used[key]
			again = again || seen && other != id
			used[key] = id
		}
		if !again || digits >= 2*sha256.Size {
			return out
		}
	}
}

// isFileName reports whether an id can be a file's name as it is.
func isFileName(id string) bool {
	return id != "" && cleanName(id) == id && norm.NFC.IsNormalString(id) && !strings.HasSuffix(id, ".") && !strings.HasPrefix(id, ".") &&
		!strings.HasPrefix(id, "-") && !reservedNames.MatchString(id) && !looksHashed.MatchString(id)
}

// cleanName returns the id with a hyphen for each character that a file's name should not have, cut to maxFileName bytes.
func cleanName(id string) string {
	clean := strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.L, unicode.M, unicode.Nd) || strings.ContainsRune("._@+-", r) {
			return r
		}
		return '-'
	}, strings.ReplaceAll(safetext.Line(id), "·", "-"))
	for len(clean) > maxFileName {
		_, size := utf8.DecodeLastRuneInString(clean)
		clean = clean[:len(clean)-size]
	}
	return clean
}

// hashedName returns what is left of an id and a hash of it. It has no dot, so it is no device of Windows.
func hashedName(id string, digits int) string {
	sum := sha256.Sum256([]byte(id))
	rest := strings.Trim(strings.ReplaceAll(norm.NFC.String(cleanName(id)), ".", "-"), "-")
	if rest == "" {
		rest = "student"
	}
	return rest + "-" + hex.EncodeToString(sum[:])[:min(digits, 2*sha256.Size)]
}

// foldName returns what names have in common that a file system may take for one.
func foldName(name string) string {
	return cases.Fold().String(norm.NFKC.String(name))
}
