package cli

import (
	"context"
	"fmt"
	"unicode"

	"sharedmap-workshop/checker/internal/term"
)

// move is what a key asks for.
type move int

const (
	moveNone move = iota
	moveOn
	moveBack
	movePicture
	moveQuit
)

// demoKeys are the moves by their keys: those of a presentation's clicker too, and the letters that a Korean keyboard in Hangul mode sends.
var demoKeys = map[rune]move{
	term.KeyPageDown: moveOn, ' ': moveOn, '\n': moveOn, '\r': moveOn, term.KeyRight: moveOn, term.KeyDown: moveOn,
	term.KeyPageUp: moveBack, term.KeyLeft: moveBack, term.KeyUp: moveBack, 'b': moveBack, 'ㅠ': moveBack,
	'p': movePicture, 'ㅔ': movePicture, 'ㅖ': movePicture,
	'q': moveQuit, 'ㅂ': moveQuit, 'ㅃ': moveQuit, endOfInput: moveQuit,
}

// endOfInput is the character that Ctrl-D sends.
const endOfInput = 4

// pause shows a page and waits for a key that has a meaning. What was typed before the page was there is dropped, so that an early key does not turn it.
func (k *deck) pause(ctx context.Context, at int) (move, error) {
	for {
		if err := k.show(at); err != nil {
			return moveNone, err
		}
		m, err := k.awaitMove(ctx)
		if m != moveNone || err != nil {
			return m, err
		}
	}
}

// show draws a page, drops what was typed before, and then shows the keys.
func (k *deck) show(at int) error {
	k.draw(k.pages[at])
	if err := k.keys.Resume(); err != nil { // a shell may have changed the terminal while the demo was stopped
		return err
	}
	if err := k.keys.Discard(); err != nil {
		return err
	}
	a := k.demo.app
	key := "demo.keys"
	if at == len(k.pages)-1 && len(k.left) == 0 {
		key = "demo.keys-last"
	}
	style := a.style(a.Stdout)
	if style.Ascii {
		key += "-ascii"
	}
	_, err := fmt.Fprint(a.Stdout, style.Palette().Dim(term.Cut(a.say.Say(key), style.Column-1)))
	return err
}

// awaitMove waits for a key with a meaning. It returns moveNone if the page must be drawn again.
func (k *deck) awaitMove(ctx context.Context) (move, error) {
	key, err := awaitKey(ctx, k.keys, nil, func(key rune) bool { return demoKeys[unicode.ToLower(key)] != moveNone })
	return demoKeys[unicode.ToLower(key)], err
}
