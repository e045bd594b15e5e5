package text_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"gatehouse/internal/text"
	"gatehouse/sandbox"
)

func TestExchange(t *testing.T) {
	tests := []struct {
		name string
		in   sandbox.Exchange
		want []text.Line
	}{
		{
			"head and body",
			sandbox.Exchange{
				Request:  "POST /keys HTTP/1.1\r\nHost: sandbox\r\n\r\nname=a",
				Response: "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\na\nb\n",
			},
			[]text.Line{
				{text.Sent, "POST /keys HTTP/1.1"}, {text.Head, "Host: sandbox"}, {text.Body, "name=a"},
				{text.Got, "HTTP/1.1 200 OK"}, {text.Head, "Content-Length: 3"}, {text.Body, "a"}, {text.Body, "b"},
			},
		},
		{
			"nothing came back",
			sandbox.Exchange{Request: "GET / HTTP/1.1\r\n\r\n"},
			[]text.Line{{text.Sent, "GET / HTTP/1.1"}, {text.Got, "nothing"}},
		},
		{
			"what a terminal would obey",
			sandbox.Exchange{Request: "GET / HTTP/1.1\r\nA: b\nC: d\re\r\n\r\n", Response: "HTTP/1.1 200 OK\r\n\r\n\x1b[2J\r\n"},
			[]text.Line{
				{text.Sent, "GET / HTTP/1.1"}, {text.Head, "A: b␊C: d␍e"},
				{text.Got, "HTTP/1.1 200 OK"}, {text.Body, `\x1b[2J␍`},
			},
		},
		{
			"lines that are too long lose nothing",
			sandbox.Exchange{Request: "GET /0123456789abcdef01234 HTTP/1.1\r\nAuthorization: Bearer  x  y\r\n\r\n"},
			[]text.Line{
				{text.Sent, "GET /0123456789abcde"}, {text.Head, "f01234 HTTP/1.1"},
				{text.Head, "Authorization: Beare"}, {text.Head, "r  x  y"}, {text.Got, "nothing"},
			},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.want, text.Exchange(tt.in, 20))
		})
	}
}

func TestExchangeCutsLongBodies(t *testing.T) {
	body := strings.Repeat("ä", 5000)
	lines := text.Exchange(sandbox.Exchange{Request: "GET / HTTP/1.1\r\n\r\n", Response: "HTTP/1.1 200 OK\r\n\r\n" + body}, 80)
	assert.Less(t, len(lines), 40)
	assert.Equal(t, text.Line{Mark: text.Body, Text: "(cut; 10000 bytes in all)"}, lines[len(lines)-1])
	for _, line := range lines[3 : len(lines)-1] {
		assert.Empty(t, strings.Trim(line.Text, "ä"))
	}
}
