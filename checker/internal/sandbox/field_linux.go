package sandbox

import (
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"sharedmap-workshop/checker/internal/scratch"
)

// field is what Probe's attacks try to reach: listeners, a secret file, and this process.
type field struct {
	folder    *scratch.Folder // a later run removes it if this process is killed
	dir       string
	target    target
	listeners []io.Closer
	serving   sync.WaitGroup
}

// newField opens a field.
func newField() (*field, error) {
	folder, err := scratch.Open()
	if err != nil {
		return nil, err
	}
	f := &field{folder: folder, dir: folder.Dir, target: target{Outside: filepath.Join(folder.Dir, "outside"), Process: os.Getpid()}}
	if err := f.open(); err != nil {
		f.close()
		return nil, err
	}
	return f, nil
}

func (f *field) open() error {
	if err := os.Chmod(f.dir, 0o755); err != nil {
		return err
	}
	if err := os.Mkdir(f.target.Outside, 0o777); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(f.target.Outside, "secret"), []byte("secret"), 0o644); err != nil {
		return err
	}
	tcp, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	f.serve(tcp)
	f.target.TCP = tcp.Addr().String()
	udp, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	f.listeners = append(f.listeners, udp)
	f.target.UDP = udp.LocalAddr().String()
	f.target.Unix = filepath.Join(f.target.Outside, "socket")
	if len(f.target.Unix) > maxSocketPath {
		f.target.Unix = "@" + filepath.Base(f.dir) // a socket without a file
	}
	local, err := net.Listen("unix", f.target.Unix)
	if err != nil {
		return err
	}
	f.serve(local)
	return nil
}

// maxSocketPath is the length of the longest path of a socket: the kernel's field has 108 bytes, with a zero at the end.
const maxSocketPath = 107

// serve accepts connections until the field is closed.
func (f *field) serve(l net.Listener) {
	f.listeners = append(f.listeners, l)
	f.serving.Add(1)
	go func() {
		defer f.serving.Done()
		for {
			c, err := l.Accept()
			if errors.Is(err, net.ErrClosed) {
				return
			}
			if err == nil {
				_ = c.SetReadDeadline(time.Now().Add(time.Second))
				_, _ = c.Read(make([]byte, 1)) // who is closed on before writing could not tell
				_ = c.Close()
			}
		}
	}()
}

// close ends the listeners and removes the folder.
func (f *field) close() {
	for _, l := range f.listeners {
		_ = l.Close()
	}
	f.serving.Wait()
	_ = f.folder.Close() // a later run removes what is left
}
