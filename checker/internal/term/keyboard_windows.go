package term

import (
	"context"
	"fmt"
	"os"
	"unsafe"

	"golang.org/x/sys/windows"
)

// Keyboard reads single keys from a console.
type Keyboard struct {
	in, out        windows.Handle
	savedIn, saved uint32
}

// OpenKeyboard switches the console f to single keys, and the output to escape sequences. Close restores the original modes.
func OpenKeyboard(f *os.File) (*Keyboard, error) {
	k := &Keyboard{in: windows.Handle(f.Fd()), out: windows.Handle(os.Stdout.Fd())}
	if err := windows.GetConsoleMode(k.in, &k.savedIn); err != nil {
		return nil, fmt.Errorf("read the console's state: %w", err)
	}
	if err := windows.GetConsoleMode(k.out, &k.saved); err != nil {
		return nil, fmt.Errorf("read the console's state: %w", err)
	}
	return k, k.Resume()
}

// Resume switches to single keys again.
func (k *Keyboard) Resume() error {
	return k.set(k.savedIn&^(windows.ENABLE_LINE_INPUT|windows.ENABLE_ECHO_INPUT), k.saved|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING)
}

// Close restores the console's original modes. A second call does nothing more.
func (k *Keyboard) Close() error { return k.set(k.savedIn, k.saved) }

func (k *Keyboard) set(in, out uint32) error {
	if err := windows.SetConsoleMode(k.in, in); err != nil {
		return fmt.Errorf("set the console's state: %w", err)
	}
	if err := windows.SetConsoleMode(k.out, out); err != nil {
		return fmt.Errorf("set the console's state: %w", err)
	}
	return nil
}

// record is an INPUT_RECORD that contains a KEY_EVENT_RECORD.
type record struct {
	kind       uint16
	_          uint16
	down       int32
	repeat     uint16
	code, scan uint16
	char       uint16
	control    uint32
}

const keyEvent = 1

// waitMillis is how long Keys waits for a key before it checks the context.
const waitMillis = 100

// virtualKeys maps the codes of keys that are not characters. Shift, Ctrl and the like are not in it, because they are pressed for another key.
var virtualKeys = map[uint16]rune{
	windows.VK_PRIOR: KeyPageUp, windows.VK_NEXT: KeyPageDown, windows.VK_END: KeyEnd, windows.VK_HOME: KeyHome,
	windows.VK_UP: KeyUp, windows.VK_DOWN: KeyDown, windows.VK_LEFT: KeyLeft, windows.VK_RIGHT: KeyRight,
	windows.VK_INSERT: KeyOther, windows.VK_DELETE: KeyOther,
}

// Keys sends each key to keys until ctx ends.
func (k *Keyboard) Keys(ctx context.Context, keys chan<- rune) error {
	readInput := windows.NewLazySystemDLL("kernel32.dll").NewProc("ReadConsoleInputW")
	for ctx.Err() == nil {
		state, err := windows.WaitForSingleObject(k.in, waitMillis)
		if err != nil {
			return fmt.Errorf("wait for a key: %w", err)
		}
		if state != windows.WAIT_OBJECT_0 {
			continue
		}
		var r record
		var n uint32
		if ok, _, err := readInput.Call(uintptr(k.in), uintptr(unsafe.Pointer(&r)), 1, uintptr(unsafe.Pointer(&n))); ok == 0 {
			return fmt.Errorf("read a key: %w", err)
		}
		if n == 0 || r.kind != keyEvent || r.down == 0 {
			continue
		}
		key := rune(r.char)
		if key == 0 {
			key = virtualKeys[r.code]
		}
		if key == 0 {
			continue
		}
		select {
		case keys <- key:
		case <-ctx.Done():
		}
	}
	return nil
}
