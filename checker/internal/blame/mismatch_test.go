package blame

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/goout"
)

// TestMismatches compares outputs with the sources of other versions of a program, and of the same version. In
// testdata/differs a section `log WHY: words` is an output; the other sections are the sources. WHY is a Mismatch, or
// `fits`, or `elsewhere` if the sources do not have the file that the output names.
func TestMismatches(t *testing.T) {
	for _, s := range samples(t, "differs") {
		src, logs := fstest.MapFS{}, map[string][]byte{}
		for _, f := range s.archive.Files {
			if name, ok := strings.CutPrefix(f.Name, "log "); ok {
				logs[name] = f.Data
			} else {
				src[f.Name] = &fstest.MapFile{Data: f.Data}
			}
		}
		require.NotEmpty(t, logs, s.name)
		for name, log := range logs {
			found, err := goout.Read(bytes.NewReader(log))
			require.NoError(t, err)
			require.NotEmpty(t, found, "%s: %s", s.name, name)
			found, left := CheckSources(found, src)
			why, _, _ := strings.Cut(name, ":")
			for _, f := range found {
				switch why {
				case "fits", "elsewhere":
					assert.Nil(t, f.Differs, "%s: %s: %+v", s.name, name, f.Differs)
					_, _, here := newSources(left).packageOf(f.File)
					assert.Equal(t, why == "fits", here, "%s: %s", s.name, name)
				default:
					if assert.NotNil(t, f.Differs, "%s: %s", s.name, name) {
						assert.Equal(t, goout.Mismatch(why), f.Differs.Why, "%s: %s", s.name, name)
					}
				}
			}
		}
	}
}
