package cli

import (
	"unicode"

	"sharedmap-workshop/checker/internal/term"
)

// playMove is what a key of the game asks for.
type playMove int

const (
	playNothing playMove = iota
	playDigit
	playTake // the marked way
	playUp
	playDown
	playUndo
	playRestart
	playFinish
	playMachine
	playHelp
	playQuit
)

// playKeyMoves are the moves by their keys, also by the letters that a Korean keyboard sends in Hangul mode.
var playKeyMoves = map[rune]playMove{
	'\n': playTake, '\r': playTake, ' ': playTake, term.KeyUp: playUp, term.KeyDown: playDown,
	'u': playUndo, 'ㅕ': playUndo, term.KeyLeft: playUndo, 0x7f: playUndo, '\b': playUndo,
	term.KeyHome: playRestart,
	'r':          playFinish, 'ㄱ': playFinish, 'ㄲ': playFinish, term.KeyEnd: playFinish,
	'm': playMachine, 'ㅡ': playMachine,
	'?': playHelp, 'h': playHelp, 'ㅗ': playHelp,
	'q': playQuit, 'ㅂ': playQuit, 'ㅃ': playQuit, endOfInput: playQuit,
}

// playMoveOf returns what a key asks for.
func playMoveOf(key rune) playMove {
	switch {
	case key >= '0' && key <= '9':
		return playDigit
	case key == 'U':
		return playRestart
	}
	return playKeyMoves[unicode.ToLower(key)]
}
