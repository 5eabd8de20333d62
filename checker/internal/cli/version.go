package cli

import (
	"encoding/json"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"sharedmap-workshop/checker/internal/safetext"
	"sharedmap-workshop/checker/internal/term"
)

// versionInfo is the JSON of `checker version`, for bug reports.
type versionInfo struct {
	Version  int    `json:"version"`
	Checker  string `json:"checker"`
	Go       string `json:"go"`       // the Go version that built the checker
	Command  string `json:"command"`  // the version of this machine's go command
	Platform string `json:"platform"` // operating system and processor
}

func (a *app) versionCommand() *cobra.Command {
	c := a.command("version", func(c *cobra.Command, _ []string) error {
		v := versionInfo{1, ownVersion(), runtime.Version(), goVersion(c), runtime.GOOS + "/" + runtime.GOARCH}
		if c.Context().Err() != nil {
			return c.Context().Err()
		}
		if a.json {
			return a.writeJSON(v)
		}
		a.print(a.Stdout, a.say.Say("version.text", "checker", v.Checker, "go", v.Go, "command", v.Command, "platform", v.Platform))
		return nil
	})
	c.Args = a.noArgs
	return c
}

// ownVersion returns the commit of the checker, or its module version if the build did not record the commit.
func ownVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "?"
	}
	v := info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			v = s.Value[:min(12, len(s.Value))]
		}
	}
	return v
}

func goVersion(c *cobra.Command) string {
	out, err := exec.CommandContext(c.Context(), "go", "version").Output()
	if err != nil {
		return err.Error()
	}
	return strings.TrimSpace(strings.TrimPrefix(string(out), "go version "))
}

// writeJSON writes the JSON of a command. Characters that could change the terminal are escaped.
func (a *app) writeJSON(v any) error {
	e := json.NewEncoder(safetext.JSON(term.WithoutASCII(a.Stdout)))
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
