package term

import (
	"context"
	"fmt"
	"unsafe"

	"golang.org/x/sys/windows"
)

// Press waits for a key and returns it. It reads nothing before it is called. It returns ctx's error when ctx ends.
func (k *KeyReader) Press(ctx context.Context) (rune, error) {
	readInput := windows.NewLazySystemDLL("kernel32.dll").NewProc("ReadConsoleInputW")
	for ctx.Err() == nil {
		state, err := windows.WaitForSingleObject(k.in, waitMillis)
		if err != nil {
			return KeyOther, fmt.Errorf("wait for a key: %w", err)
		}
		if state != windows.WAIT_OBJECT_0 {
			continue
		}
		var r record
		var n uint32
		if ok, _, err := readInput.Call(uintptr(k.in), uintptr(unsafe.Pointer(&r)), 1, uintptr(unsafe.Pointer(&n))); ok == 0 {
			return KeyOther, fmt.Errorf("read a key: %w", err)
		}
		if n == 0 || r.kind != keyEvent || r.down == 0 {
			continue
		}
		if key, known := virtualKeys[r.code]; known {
			return key, nil
		}
		if r.char != 0 {
			return rune(r.char), nil
		}
	}
	return KeyOther, ctx.Err()
}

// Discard drops the keys that were pressed and that nobody has read.
func (k *KeyReader) Discard() error {
	if err := windows.FlushConsoleInputBuffer(k.in); err != nil {
		return fmt.Errorf("drop the keys typed before: %w", err)
	}
	return nil
}
