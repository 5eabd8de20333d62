package intake_test

import (
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/intake"
)

// FuzzArchive holds that an archive is either refused with a reason or gives files within the limits, whatever its bytes are.
func FuzzArchive(f *testing.F) {
	good := file{name: tally, content: answer("1")}
	f.Add(zipOf(f, good, file{name: "a.zip", content: string(zipOf(f, good))}))
	f.Add(zipOf(f, file{name: "a.zip", content: string(zipOf(f, good))}, file{name: "b.tar.gz", content: string(tarOf(f, good))}))
	f.Add(zipOf(f, file{name: "tally.go", content: answer("1"), dosTime: true, store: true}, file{name: "sharedmap.go"}))
	f.Add(tarOf(f, good, file{name: "../x"}))
	f.Add(zipOf(f, file{name: cp949(f, "과제") + "/01-race/tally.go", content: answer("1")}))
	c, err := course.Published()
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, b []byte) {
		begun := time.Now()
		subs, err := intake.ReadArchive(c, "s1.zip", b)
		if took := time.Since(begun); took > 10*time.Second {
			t.Errorf("took %s", took)
		}
		var p *intake.Problem
		if err != nil && !errors.As(err, &p) {
			t.Fatalf("an error without a reason: %v", err)
		}
		for _, s := range subs {
			if s.Refused != (len(s.Files) == 0) || s.Refused && len(s.Problems) == 0 {
				t.Fatalf("%+v", s)
			}
			for _, file := range s.Files {
				if len(file.Source) > course.MaxSource || strings.Contains("/"+file.Path+"/", "/../") || !utf8.ValidString(file.Path) {
					t.Fatalf("%q, %d bytes", file.Path, len(file.Source))
				}
			}
		}
	})
}

// FuzzRoster holds that a roster is either refused, or every student in it has an id that no other one has.
func FuzzRoster(f *testing.F) {
	f.Add([]byte("학번,이름,이메일\n20230001,김민수,kim@example.com\n"))
	f.Add([]byte(cp949(f, "학번,이름\n1,김\n")))
	f.Add([]byte("\xff\xfei\x00d\x00\n\x001\x00"))
	f.Add([]byte("Identifier\tFull name\textension\tgroup\tlang\nParticipant 12\tKim\t3d\tA\tko\n"))
	f.Add([]byte("Student,ID,SIS User ID\n    Points Possible,,\n\"Kim, M\",1,\"=\"\"002\"\"\"\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := intake.ReadRoster(strings.NewReader(string(b)), time.UTC)
		var wrong *intake.RosterError
		if err != nil {
			if !errors.As(err, &wrong) || len(wrong.Problems) == 0 {
				t.Fatalf("an error without a reason: %v", err)
			}
			return
		}
		seen := map[string]bool{}
		for _, s := range r.Students {
			if s.ID == "" || seen[s.ID] || s.Line < 1 || !utf8.ValidString(s.ID+s.Name+s.Group) {
				t.Fatalf("%+v", s)
			}
			seen[s.ID] = true
		}
	})
}

// FuzzCommit holds that no .git ends or blocks the checker.
func FuzzCommit(f *testing.F) {
	f.Add([]byte("tree 1\ncommitter a <b> 1700000000 +0900\n\nmessage"))
	f.Add([]byte("\xfftOc\x00\x00\x00\x02 and so on"))
	f.Add([]byte("\x70\x01\x60\x01\x91\x00\x05"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) == 0 {
			return
		}
		intake.ReadCommit(b)
	})
}
