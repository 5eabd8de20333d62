// Package player makes one self-contained page of a schedule that breaks a scenario, to step through it.
//
// All that the page can show is computed here, one State after each step. The page's script only chooses which of them is seen.
package player

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/msg"
)

// MaxSize is how large a page is at most, in bytes.
const MaxSize = 300_000

// Input is what a page shows.
type Input struct {
	Name     string                     // of the scenario
	Sentence string                     // what is wrong
	Result   *explore.Result            // with a trace
	Good     *explore.Result            // a schedule of the same scenario that ends well; nil: none is shown
	Source   func(file string) []string // the lines of a file of the trace; nil where it cannot be read
}

//go:embed page.html
var pageHTML string

//go:embed page.css
var pageCSS string

//go:embed picture.js
var pictureJS string

//go:embed page.js
var ownJS string

// pageJS is the script of a page.
var pageJS = pictureJS + ownJS

// Style returns the style of pages with a picture of a schedule.
func Style() string { return pageCSS }

//go:embed draw.js
var drawJS string

// Script returns the script by which a page draws a Picture and shows it.
func Script() string { return pictureJS + drawJS }

// Write writes the page in the printer's language. Where it would be too large, it leaves out steps from the beginning.
func Write(w io.Writer, in Input, say *msg.Printer) error {
	t, err := template.New("page").Parse(pageHTML)
	if err != nil {
		return fmt.Errorf("make the page: %w", err)
	}
	for most := max(1, len(in.Result.Trace)); ; most /= 2 {
		var b bytes.Buffer
		if err := t.Execute(&b, newPage(in, most, say)); err != nil {
			return fmt.Errorf("make the page: %w", err)
		}
		if b.Len() > MaxSize && most > 1 {
			continue
		}
		if _, err := w.Write(b.Bytes()); err != nil {
			return fmt.Errorf("write the page: %w", err)
		}
		return nil
	}
}

// policy is the page's Content-Security-Policy: nothing but its own style and script.
func policy() string {
	return fmt.Sprintf("default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'", digest(pageCSS), digest(pageJS))
}

// digest returns the hash by which a policy allows a text.
func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// css returns the page's style, which is ours and needs no escaping.
func css() template.CSS { return template.CSS(pageCSS) }

// js returns the page's script, which is ours and needs no escaping.
func js() template.JS { return template.JS(pageJS) }
