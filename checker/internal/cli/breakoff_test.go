package cli_test

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"

	"github.com/rogpeppe/go-internal/testscript"
)

// brokenStreams is how many connections breakOff breaks off: a process that one of them ends does so while the others still come.
const brokenStreams = 100

// breakOff FILE: opens many streams of the page whose address stands in FILE, and breaks off each connection without a farewell, as a laptop does
// that loses its network. The page must answer afterwards.
func breakOff(ts *testscript.TestScript, _ bool, args []string) {
	address := regexp.MustCompile(`http://\S+`).FindString(ts.ReadFile(args[0]))
	page, err := url.Parse(address)
	ts.Check(err)
	jar, err := cookiejar.New(nil)
	ts.Check(err)
	browser := &http.Client{Jar: jar}
	defer browser.CloseIdleConnections()
	visit := func() {
		res, err := browser.Get(address)
		ts.Check(err)
		ts.Check(res.Body.Close())
		if res.StatusCode != http.StatusOK {
			ts.Fatalf("the page answers %s", res.Status)
		}
	}
	visit()
	for range brokenStreams {
		ts.Check(openAndBreakOff(page.Host, jar.Cookies(page)))
	}
	visit()
}

// openAndBreakOff opens a stream, and resets its connection once it has begun.
func openAndBreakOff(host string, cookies []*http.Cookie) error {
	conn, err := net.Dial("tcp", host)
	if err != nil {
		return err
	}
	defer conn.Close()
	r, err := http.NewRequest(http.MethodGet, fmt.Sprintf("http://%s/events", host), nil)
	if err != nil {
		return err
	}
	for _, c := range cookies {
		r.AddCookie(c)
	}
	if err := r.Write(conn); err != nil {
		return err
	}
	if _, err := bufio.NewReader(conn).ReadString('\n'); err != nil {
		return err
	}
	return conn.(*net.TCPConn).SetLinger(0) // Close resets it
}
