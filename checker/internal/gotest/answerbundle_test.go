package gotest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/gotest"
)

// The answers of one binary keep their own verdicts and positions.
func TestAnswersLinkedTogether(t *testing.T) {
	root, c := tree(t, right, nil)
	b, err := gotest.NewBuilder(root, c)
	require.NoError(t, err)
	defer func() { require.NoError(t, b.Close()) }()
	racy := "// A comment.\npackage main\n\nfunc One() int {\n\tn, c := 0, make(chan bool)\n\tgo func() { n++; c <- true }()\n\tn++\n\t<-c\n\treturn 1\n}\nfunc Two() int { panic(\"no\") }\n"
	together, failure, err := b.CompileAnswers(t.Context(), c.Lessons[0], [][]byte{[]byte(right), []byte(racy)})
	require.NoError(t, err)
	require.Nil(t, failure)
	require.Len(t, together.Binaries, 2)
	one, two := c.Lessons[0].Steps[0], c.Lessons[0].Steps[1]
	for _, step := range c.Lessons[0].Steps {
		r, err := together.Binaries[0].Run(t.Context(), step)
		require.NoError(t, err)
		assert.True(t, green(r), "%s", r.Output)
	}
	r, err := together.Binaries[1].Run(t.Context(), one)
	require.NoError(t, err)
	assert.False(t, green(r))
	assert.Contains(t, string(r.Output), "DATA RACE")
	assert.Contains(t, string(r.Output), "lessons/01-small/work.go:7 ")
	assert.Contains(t, string(r.Output), "lessons/01-small/one_test.go:11 ")
	r, err = together.Binaries[1].Run(t.Context(), two)
	require.NoError(t, err)
	assert.False(t, green(r))
	assert.Contains(t, string(r.Output), "lessons/01-small/work.go:11\n")
	require.NoError(t, together.Remove())
}

func TestAnAnswerThatDoesNotCompileFailsAll(t *testing.T) {
	root, c := tree(t, right, nil)
	b, err := gotest.NewBuilder(root, c)
	require.NoError(t, err)
	defer func() { require.NoError(t, b.Close()) }()
	_, failure, err := b.CompileAnswers(t.Context(), c.Lessons[0], [][]byte{[]byte(right), []byte("package main\n\nfunc One() int { return x }\n")})
	require.NoError(t, err)
	require.NotNil(t, failure)
	assert.Contains(t, string(failure.Output), "undefined: x")
}
