package goout

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
)

// TestReports checks the findings in the reports of test frameworks, recovery handlers, containers and the runtime, each alone and under
// some of the prefixes of logs.
func TestReports(t *testing.T) {
	files, err := filepath.Glob("testdata/reports/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, name := range files {
		a, err := txtar.ParseFile(name)
		require.NoError(t, err)
		require.Len(t, a.Files, 2, name)
		output, want := string(a.Files[0].Data), string(a.Files[1].Data)
		assert.Equal(t, want, summary(read(t, output)), name)
		if strings.Count(output, "\n") < 6 || strings.HasPrefix(output, "{") {
			continue
		}
		for _, style := range []string{"actions", "compose", "kubectl", "journald", "quote"} {
			assert.Equal(t, want, summary(read(t, underStyle(output, prefixStyles[style]))), "%s: %s", style, name)
		}
	}
}

// summary returns one line for each finding.
func summary(found []Finding) string {
	var b strings.Builder
	for _, f := range found {
		fmt.Fprintf(&b, "%s %s:%d", f.Kind, f.File, f.Line)
		if f.Times > 1 {
			fmt.Fprintf(&b, " times=%d", f.Times)
		}
		for _, p := range [][2]string{{"cause", f.Cause}, {"test", f.Test}, {"expected", f.Expected}, {"actual", f.Actual}} {
			if p[1] != "" {
				fmt.Fprintf(&b, " %s=%s", p[0], p[1])
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}
