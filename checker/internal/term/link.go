package term

import (
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// Links returns how the terminal shows hyperlinks (OSC 8): "" for not at all, "file" for a link that opens the file, "vscode" for a link
// that opens the file at the line. It returns "" for an unknown terminal, which could show the escape sequence as garbage.
func Links(getenv func(string) string) string {
	vte, err := strconv.Atoi(getenv("VTE_VERSION"))
	switch {
	case getenv("TERM") == "dumb" || getenv("TERM_PROGRAM") == "" && getenv("TMUX") != "":
		return ""
	case getenv("TERM_PROGRAM") == "vscode":
		return "vscode"
	case getenv("WT_SESSION") != "", getenv("KONSOLE_VERSION") != "", err == nil && vte >= 5000:
		return "file"
	}
	switch getenv("TERM_PROGRAM") {
	case "iTerm.app", "WezTerm", "ghostty", "Hyper":
		return "file"
	}
	switch getenv("TERM") {
	case "xterm-kitty", "foot", "alacritty", "xterm-ghostty":
		return "file"
	}
	return ""
}

var fileLine = regexp.MustCompile(`[\w./\\-]+\.go:(\d+)`)

// Hyperlink makes each file:line in text a link to the file below root, if that file exists. The visible text does not change.
func Hyperlink(text, root, kind string) string {
	if kind == "" {
		return text
	}
	return fileLine.ReplaceAllStringFunc(text, func(seen string) string {
		name, line, _ := strings.Cut(seen, ":")
		path := filepath.Join(root, filepath.FromSlash(name))
		if info, err := os.Stat(path); err != nil || info.IsDir() {
			return seen
		}
		return "\x1b]8;;" + target(path, line, kind) + "\x1b\\" + seen + "\x1b]8;;\x1b\\"
	})
}

func target(path, line, kind string) string {
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // C:/…
	}
	if kind == "vscode" {
		return vscode(slashed, line)
	}
	return (&url.URL{Scheme: "file", Path: slashed}).String()
}

// EditorURL returns an address that opens a line of a file in Visual Studio Code, and in editors that are made from it. path is absolute, with slashes.
func EditorURL(path string, line int) string {
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/…
	}
	return vscode(path, strconv.Itoa(line))
}

func vscode(path, line string) string {
	return (&url.URL{Scheme: "vscode", Host: "file", Path: path}).String() + ":" + line
}
