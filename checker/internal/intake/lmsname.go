package intake

import (
	"regexp"
	"slices"
	"strings"
)

// lmsName is what an LMS says about a submission in the name of its file or folder.
type lmsName struct {
	system string // "moodle", "canvas", or "" for a name that no LMS has made
	id     string // the student's id in the LMS, or the group's
	name   string // the student's or the group's name
	late   bool   // Canvas marks late submissions
	rest   string // the name that the student gave to the file; "" for a folder
	text   bool   // text that was typed into the LMS
}

// Moodle's "Download all submissions" writes NAME_ID_assignsubmission_file/… in folders and NAME_ID_assignsubmission_file_… without; older
// versions have a line at the end of the folder. For groups, NAME is the group's name and ID the group's; the default group has no ID.
var moodleName = regexp.MustCompile(`^(.*?)(?:_(\d+))?_assignsubmission_([a-z]+)(?:_(.*))?$`)

// Canvas' "Download submissions" writes NAME_ID_FILEID_file, NAME_LATE_ID_FILEID_file, and anon_ID_FILEID_file where students are anonymous.
var (
	canvasName      = regexp.MustCompile(`^(.+?)(_LATE)?_(\d+)_(\d+)_(.*\.[^.]+)$`)
	canvasAnonymous = regexp.MustCompile(`^(LATE_)?anon_([A-Za-z0-9]+)_(\d+)_(.*\.[^.]+)$`)
	canvasText      = regexp.MustCompile(`^(.+?)(_LATE)?_(\d+)_(?:text|link)\.html$`)
)

// parseLMSName reads the name of a file or folder. Of a name that no LMS has made it returns the zero value.
func parseLMSName(s string) lmsName {
	if n := parseMoodle(s); n.system != "" {
		return n
	}
	return parseCanvas(s)
}

// lmsNames returns how to read the names in one download. One LMS has made all of them. A student of Canvas chooses the end of a name, and could
// choose one that looks like Moodle's and has somebody else's id: in a download with a name that only Canvas makes, Canvas' names come first.
func lmsNames(all []string) func(string) lmsName {
	onlyCanvas := func(s string) bool { return parseMoodle(s).system == "" && parseCanvas(s).system != "" }
	if !slices.ContainsFunc(all, onlyCanvas) {
		return parseLMSName
	}
	return func(s string) lmsName {
		if n := parseCanvas(s); n.system != "" {
			return n
		}
		return parseMoodle(s)
	}
}

func parseMoodle(s string) lmsName {
	if m := moodleName.FindStringSubmatch(s); m != nil {
		return lmsName{system: "moodle", id: m[2], name: m[1], rest: m[4], text: m[3] == "onlinetext"}
	}
	return lmsName{}
}

func parseCanvas(s string) lmsName {
	if m := canvasAnonymous.FindStringSubmatch(s); m != nil {
		return lmsName{system: "canvas", id: m[2], late: m[1] != "", rest: m[4]}
	}
	if m := canvasName.FindStringSubmatch(s); m != nil {
		return lmsName{system: "canvas", id: m[3], name: m[1], late: m[2] != "", rest: m[5]}
	}
	if m := canvasText.FindStringSubmatch(s); m != nil {
		return lmsName{system: "canvas", id: m[3], name: m[1], late: m[2] != "", text: true}
	}
	return lmsName{}
}

// LMSID returns the LMS and the id in it of the student or group whose submission this is, from the names that the LMS has given to files and folders:
// "moodle" and "1001" of "all.zip: Kim_1001_assignsubmission_file/work.zip". They are "" if no part of the name is an LMS's.
func LMSID(from string) (system, id string) {
	_, path, found := strings.Cut(from, ": ")
	if !found {
		path = from
	}
	for part := range strings.SplitSeq(path, "/") {
		if n := parseLMSName(part); n.system != "" && n.id != "" {
			return n.system, n.id
		}
	}
	return "", ""
}

// CanvasPrefix returns how Canvas begins the name of a file that it takes back as feedback for a submission: the student's and the file's number,
// "101_9001_", or "anon_aB3dE_9001_" where students are anonymous. It is "" if Canvas has not made the name.
func CanvasPrefix(from string) string {
	_, name, found := strings.Cut(from, ": ")
	if !found {
		name = from
	}
	for part := range strings.SplitSeq(name, "/") {
		if m := canvasAnonymous.FindStringSubmatch(part); m != nil {
			return "anon_" + m[2] + "_" + m[3] + "_"
		}
		if m := canvasName.FindStringSubmatch(part); m != nil {
			return m[3] + "_" + m[4] + "_"
		}
	}
	return ""
}

// key returns what the files and folders of one student have in common.
func (n lmsName) key() string {
	if n.id == "" {
		return n.system + " " + n.name
	}
	return n.system + " " + n.id
}

// archiveEnds are the ends of names of archives, the longest first. The ones that cannot be read are there too, so that they are named.
var archiveEnds = []string{".tar.bz2", ".tar.gz", ".tar.xz", ".tbz2", ".tgz", ".txz", ".tar", ".zip", ".alz", ".egg", ".rar", ".7z"}

// isArchiveName reports whether a name is an archive's.
func isArchiveName(name string) bool { return withoutArchiveEnd(name) != name }

// withoutArchiveEnd returns a name without .zip or the like.
func withoutArchiveEnd(name string) string {
	for _, end := range archiveEnds {
		if len(name) > len(end) && strings.EqualFold(name[len(name)-len(end):], end) {
			return name[:len(name)-len(end)]
		}
	}
	return name
}
