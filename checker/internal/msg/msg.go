// Package msg is the words of the checker, in English and in Korean.
//
// Every text that a person reads stands under a key in a file of en/ and in the file of the same name in ko/; code names the key and the values:
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

// Langs returns the languages there are, the default first.
func Langs() []string { return []string{"en", "ko"} }

// Known reports whether lang is one of Langs.
func Known(lang string) bool { return lang == "en" || lang == "ko" }

// Pick returns the language that the environment asks for: CHECKER_LANG, LC_ALL, LC_MESSAGES, LANG, in this
// order, the first that is set; English where that names another language.
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

// Printer says things in one language.
type Printer struct {
	lang string
	loc  *i18n.Localizer
}

// New returns a Printer for lang, one of Langs. It panics when the embedded message files are broken, which the
// package's tests rule out.
func New(lang string) *Printer {
	b := i18n.NewBundle(language.English)
	b.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	for _, l := range Langs() {
		if err := load(b, l); err != nil {
			panic(fmt.Sprintf("msg: %v", err))
		}
	}
	return &Printer{lang, i18n.NewLocalizer(b, lang)}
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
		if _, err := b.ParseMessageFileBytes(text, path.Base(name)+"."+lang+".toml"); err != nil { // the name tells the language
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// Lang returns the printer's language.
func (p *Printer) Lang() string { return p.lang }

// Say returns the text under key, with the values of the name-value pairs in it. An unknown key gives the key itself
// in angle brackets, so that it is seen.
func (p *Printer) Say(key string, pairs ...any) string {
	data := make(map[string]any, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		data[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	s, err := p.loc.Localize(&i18n.LocalizeConfig{MessageID: key, TemplateData: data})
	if err != nil {
		return "<" + key + ">"
	}
	return s
}

// Has reports whether there is a text under key.
func (p *Printer) Has(key string) bool {
	_, err := p.loc.Localize(&i18n.LocalizeConfig{MessageID: key})
	return err == nil
}
