//go:build linux

package main

import (
	"net"
	"time"

	"golang.org/x/sys/unix"
)

func network() map[string]func(target) error {
	return map[string]func(target) error{
		"tcp":           func(t target) error { return dial("tcp", t.TCP) },
		"udp":           func(t target) error { return dial("udp", t.UDP) },
		"unix":          func(t target) error { return dial("unix", t.Unix) },
		"abstract-unix": func(t target) error { return dial("unix", t.Abs) },
		"listen": func(target) error {
			l, err := net.Listen("tcp", "127.0.0.1:0") // Multipath TCP since Go 1.24
			if err != nil {
				return err
			}
			return l.Close()
		},
		"multipath": func(target) error { return socket(unix.AF_INET, unix.SOCK_STREAM, unix.IPPROTO_MPTCP) },
		"netlink":   func(target) error { return socket(unix.AF_NETLINK, unix.SOCK_RAW, unix.NETLINK_ROUTE) },
		"raw":       func(target) error { return socket(unix.AF_INET, unix.SOCK_RAW, unix.IPPROTO_ICMP) },
		"packet":    func(target) error { return socket(unix.AF_PACKET, unix.SOCK_RAW, 0) },
		"alg":       func(target) error { return socket(unix.AF_ALG, unix.SOCK_SEQPACKET, 0) },
		"vsock":     func(target) error { return socket(unix.AF_VSOCK, unix.SOCK_STREAM, 0) },
		"socketpair": func(target) error {
			_, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM, 0)
			return err
		},
		"ring": func(target) error { // io_uring opens sockets without the system call socket
			params := make([]byte, 120)
			return call(unix.SYS_IO_URING_SETUP, 4, address(params))
		},
	}
}

func dial(network, address string) error {
	c, err := net.DialTimeout(network, address, time.Second)
	if err != nil {
		return err
	}
	defer c.Close()
	_, err = c.Write([]byte("x"))
	return err
}

func socket(domain, kind, protocol int) error {
	fd, err := unix.Socket(domain, kind, protocol)
	if err != nil {
		return err
	}
	return unix.Close(fd)
}
