package panics

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAPanicIsAnError(t *testing.T) {
	var p *Error
	require.ErrorAs(t, Recover(func() error { panic("here") }), &p)
	assert.Equal(t, "here", p.Value)
	assert.Contains(t, string(p.Stack), "panics_test.go")
	assert.ErrorContains(t, p, "panic: here")
	none := errors.New("no panic")
	assert.Equal(t, none, Recover(func() error { return none }))
}

func TestAPanicCancelsTheGroup(t *testing.T) {
	g, ctx := NewGroup(t.Context())
	g.Go(func() error { <-ctx.Done(); return context.Cause(ctx) })
	g.Go(func() error { panic("in a group") })
	var p *Error
	require.ErrorAs(t, g.Wait(), &p)
	assert.Equal(t, "in a group", p.Value)
}
