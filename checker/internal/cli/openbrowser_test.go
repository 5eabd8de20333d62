package cli

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestTheBrowserOfEachSystem(t *testing.T) {
	for _, c := range []struct {
		os, name string
		env      map[string]string
		err      error
	}{
		{"windows", "rundll32", nil, nil},
		{"darwin", "open", nil, nil},
		{"linux", "xdg-open", map[string]string{"DISPLAY": ":0"}, nil},
		{"linux", "xdg-open", map[string]string{"WAYLAND_DISPLAY": "wayland-0"}, nil},
		{"linux", "xdg-open", map[string]string{"BROWSER": "lynx"}, nil},
		{"linux", "wslview", map[string]string{"WSL_DISTRO_NAME": "Debian"}, nil},
		{"linux", "", nil, errNoDisplay}, // over SSH
	} {
		name, _, err := browserCommand(c.os, func(key string) string { return c.env[key] })
		assert.Equal(t, c.name, name, "%s %v", c.os, c.env)
		assert.ErrorIs(t, err, c.err)
	}
}
