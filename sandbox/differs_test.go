package sandbox

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestDiffersTellsOneDifference(t *testing.T) {
	answer := func(lines ...string) string { return strings.Join(lines, "\r\n") }
	plain := answer("HTTP/1.1 404 Not Found", "Content-Length: 4", "Content-Type: text/plain", "", "gone")
	for _, tt := range []struct{ got, want, says string }{
		{plain, plain, ""},
		{answer("HTTP/1.1 403 Forbidden", "", "no"), plain, "403 Forbidden, not 404 Not Found"},
		{answer("HTTP/1.1 404 Not Found", "Connection: close", "Content-Length: 4", "Content-Type: text/plain", "", "gone"), plain, "with Connection: close"},
		{answer("HTTP/1.1 404 Not Found", "Content-Length: 4", "", "gone"), plain, "without Content-Type: text/plain"},
		{answer("HTTP/1.1 404 Not Found", "Content-Length: 4", "Content-Type: text/html", "", "gone"), plain, "Content-Type: text/html, not text/plain"},
		{answer("HTTP/1.1 404 Not Found", "Content-Length: 6", "Content-Type: text/plain", "", "hidden"), plain, `the body "hidden", not "gone"`},
		{answer("HTTP/1.1 200 OK", "Content-Length: 6", "", ""), answer("HTTP/1.1 200 OK", "Content-Length: 4", "", ""), "Content-Length: 6, not 4"},
		{"a\nb\n", "a\nc\n", `"b", not "c"`},
		{"a", "a\nb", `ends before "b"`},
	} {
		assert.Equal(t, tt.says, Differs(tt.got, tt.want))
	}

	type order struct {
		ID    int
		Owner string
		Price int
	}
	mine := []order{{7, "alice", 1200}, {8, "bob", 900}}
	assert.Equal(t, "", Differs(mine, mine))
	assert.Equal(t, "order 8: Price 1, not 900", Differs([]order{mine[0], {8, "bob", 1}}, mine))
	assert.Equal(t, `Owner "bob", not "alice"`, Differs(order{7, "bob", 1200}, mine[0]))
	assert.Equal(t, "1 of them, not 2", Differs(mine[:1], mine))
	assert.Equal(t, `number 2: 403 Forbidden, not 404 Not Found`,
		Differs([]string{plain, answer("HTTP/1.1 403 Forbidden", "", "")}, []string{plain, plain}))
}
