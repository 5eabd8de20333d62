package intake_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A student chooses the end of a name in Canvas' download. Whatever it looks like, the submission is that student's, and nobody else's.
func TestAnEndOfANameIsNobodyElses(t *testing.T) {
	files := []file{
		{name: "kimminsu_101_9001_work.zip", content: string(zipOf(t, file{name: tally, content: answer("kim"), time: at}))},
		{name: "leeevil_102_9002_Kim Minsu_101_assignsubmission_file_work.zip", content: string(zipOf(t, file{name: tally, content: answer("lee"), time: at.AddDate(9, 0, 0)}))},
		{name: "parkevil_LATE_103_9003_kimminsu_101_9001_work.zip", content: string(zipOf(t, file{name: tally, content: answer("park"), time: at.AddDate(9, 0, 0)}))},
	}
	roster := rosterOf(t, "Student,ID,SIS User ID\n\"Kim, Minsu\",101,20230001\n\"Lee, Evil\",102,20230002\n\"Park, Evil\",103,20230003\n")
	packed, unpacked := filepath.Join(t.TempDir(), "submissions.zip"), t.TempDir()
	write(t, packed, zipOf(t, files...))
	for _, f := range files {
		require.NoError(t, os.WriteFile(filepath.Join(unpacked, f.name), []byte(f.content), 0o644))
	}
	for _, dir := range []string{packed, unpacked} {
		c := read(t, dir, withRoster(roster))
		require.Len(t, c.Students, 3)
		for id, own := range map[string]string{"20230001": "kim", "20230002": "lee", "20230003": "park"} {
			assert.Equal(t, answer(own), source(t, student(t, c, id), "01-race"), id)
		}
	}
}
