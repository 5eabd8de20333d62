package server_test

import (
	"bufio"
	"net"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestARequestForNoPathIsChecked(t *testing.T) {
	s := serve(t, text("the page"))
	page, err := url.Parse(s.URL())
	require.NoError(t, err)
	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", page.Host)
	require.NoError(t, err)
	defer conn.Close()
	_, err = conn.Write([]byte("OPTIONS * HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n"))
	require.NoError(t, err)
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	require.NoError(t, err)
	defer res.Body.Close()
	assert.Equal(t, http.StatusForbidden, res.StatusCode)
	assert.NotEmpty(t, res.Header.Get("Content-Security-Policy"))
}
