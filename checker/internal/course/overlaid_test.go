package course_test

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/course"
)

func TestOverlaid(t *testing.T) {
	under := fstest.MapFS{"a/one.go": {Data: []byte("old")}, "a/two.go": {Data: []byte("two")}}
	over := course.Overlaid(under, "a/one.go", []byte("new"))
	for name, want := range map[string]string{"a/one.go": "new", "a/two.go": "two"} {
		got, err := fs.ReadFile(over, name)
		require.NoError(t, err)
		assert.Equal(t, want, string(got))
	}
	info, err := fs.Stat(over, "a/one.go")
	require.NoError(t, err)
	assert.Equal(t, int64(3), info.Size())
	assert.Equal(t, "one.go", info.Name())
}
