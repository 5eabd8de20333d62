// Package msg holds the texts of the checker in English and Korean.
//
// Every text has a key. The English text is in a file in en/, and the Korean text is in the file of the same name in ko/. Code names the key and
// the values:
//
//	p := msg.New("ko")
//	p.Say("run.passed", "passed", 3, "total", 29)
package msg

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

//go:embed en/*.toml ko/*.toml
var files embed.FS

// Langs returns the supported languages, the default first.
func Langs() []string { return []string{"en", "ko"} }

// Known reports whether lang is one of Langs.
func Known(lang string) bool { return lang == "en" || lang == "ko" }

// Pick returns the language of the environment. It uses the first variable that is set of CHECKER_LANG, LC_ALL, LC_MESSAGES
// and LANG. It returns English if that variable names an unsupported language, or if no variable is set.
func Pick(getenv func(string) string) string {
	for _, name := range []string{"CHECKER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := strings.ToLower(getenv(name)); v != "" {
			if v == "ko" || strings.HasPrefix(v, "ko_") || strings.HasPrefix(v, "ko-") || strings.HasPrefix(v, "ko.") {
				return "ko"
			}
			return "en"
		}
	}
	return "en"
}

// Printer returns texts in one language.
type Printer struct {
	lang string
	loc  *i18n.Localizer
	flag string // see SetFlag
}

// New returns a Printer for lang, which must be one of Langs. It panics if the embedded message files are broken. The
// package's tests check that they are not.
func New(lang string) *Printer {
	b := i18n.NewBundle(language.English)
	b.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	for _, l := range Langs() {
		if err := load(b, l); err != nil {
			panic(fmt.Sprintf("msg: %v", err))
		}
	}
	return &Printer{lang: lang, loc: i18n.NewLocalizer(b, lang)}
}

func load(b *i18n.Bundle, lang string) error {
	names, err := fs.Glob(files, lang+"/*.toml")
	if err != nil {
		return err
	}
	for _, name := range names {
		text, err := files.ReadFile(name)
		if err != nil {
			return err
		}
		if _, err := b.ParseMessageFileBytes(text, path.Base(name)+"."+lang+".toml"); err != nil { // the library takes the language from the name
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// Lang returns the printer's language.
func (p *Printer) Lang() string { return p.lang }

// Say returns the text of key and inserts the values of the name-value pairs. For an unknown key it returns the key
// in angle brackets, so that the mistake is visible.
func (p *Printer) Say(key string, pairs ...any) string {
	data := make(map[string]any, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		data[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	s, err := p.loc.Localize(&i18n.LocalizeConfig{MessageID: key, TemplateData: data})
	if err != nil {
		return "<" + key + ">"
	}
	return p.keepLanguages(s)
}

// Has reports whether key has a text.
func (p *Printer) Has(key string) bool {
	_, err := p.loc.Localize(&i18n.LocalizeConfig{MessageID: key})
	return err == nil
}
