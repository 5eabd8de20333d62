package intake

import "fmt"

// Problem is what is wrong with a submission or with one file in it. Package msg has the texts under "intake.<why>".
type Problem struct {
	Why   string
	Where string // the path in the submission, or the submission
	What  string // a second path, a name, or an error's text
}

// Error returns the problem as an error of Go. Users see the text of package msg.
func (p *Problem) Error() string { return fmt.Sprintf("%s: %s %s", p.Where, p.Why, p.What) }

// The reasons why a submission is refused.
const (
	WhySlip       = "slip"        // a path with ..
	WhyAbsolute   = "absolute"    // an absolute path, or one with a drive
	WhyBackslash  = "backslash"   // a path with a backslash, which separates folders on Windows only
	WhyName       = "name"        // a path that no file can have
	WhyLink       = "link"        // a symbolic or hard link
	WhyDevice     = "device"      // a device, a pipe or a socket
	WhyDouble     = "double"      // two entries with one path
	WhyTwoRoots   = "two-roots"   // a lesson's file in two places
	WhyBomb       = "bomb"        // an archive that grows beyond the limits
	WhyLarge      = "large"       // an archive that is too large to be read
	WhyMany       = "too-many"    // too many files
	WhyEncrypted  = "encrypted"   // an archive with a password
	WhyMethod     = "method"      // a compression that is not zip's usual one
	WhyFormat     = "format"      // an archive that is neither zip nor tar.gz
	WhyDamaged    = "damaged"     // an archive that ends too early or has a wrong checksum
	WhyUnreadable = "unreadable"  // this machine cannot read it: no permission, a broken disk
	WhyNested     = "nested"      // archives in archives in archives
	WhyNothing    = "nothing"     // no file of a lesson
	WhyOnlineText = "online-text" // nothing but text that was typed into the LMS
)

// The reasons that are shown and refuse nothing by themselves.
const (
	WhyWhichLesson = "which-lesson" // a lone file whose name two lessons have
	WhyOrder       = "order"        // several submissions, and no time says which is the last
	WhySeveral     = "several"      // the name fits several students of the roster
	WhyNotFound    = "not-found"    // the LMS says that something was handed in, and nothing was found
	WhyLateMark    = "late-mark"    // the LMS says late, and knows nothing of the extension in the roster
	WhyHardLink    = "hard-link"    // one file on the disk that is in two submissions
)

// ForInstructor reports whether the problem is a question for the instructor, which a student can do nothing about.
func (p Problem) ForInstructor() bool { return p.Why == WhyLateMark || p.Why == WhyNotFound }

// ClassError is what is wrong with the whole input. Package msg has the texts under "class.<why>".
type ClassError struct {
	Why  string
	What string
	Err  error
}

// The reasons of a ClassError.
const (
	ClassEmpty   = "empty"       // there is nothing in it
	ClassOne     = "one-student" // one submission and not a class
	ClassFormat  = "format"      // neither a folder nor a zip
	ClassDamaged = "damaged"     // a zip that cannot be read
)

// Error returns the error as an error of Go. Users see the text of package msg.
func (e *ClassError) Error() string { return fmt.Sprintf("%s: %s: %v", e.What, e.Why, e.Err) }

// Unwrap returns the cause, if there is one.
func (e *ClassError) Unwrap() error { return e.Err }
