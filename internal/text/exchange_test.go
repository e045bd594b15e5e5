package text_test

import (
	"strings"
	"testing"
	"time"

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
				{Mark: text.Sent, Text: "POST /keys HTTP/1.1"}, {Mark: text.Head, Text: "Host: sandbox"}, {Mark: text.Body, Text: "name=a"},
				{Mark: text.Got, Text: "HTTP/1.1 200 OK"}, {Mark: text.Head, Text: "Content-Length: 3"}, {Mark: text.Body, Text: "a"}, {Mark: text.Body, Text: "b"},
			},
		},
		{
			"nothing came back",
			sandbox.Exchange{Request: "GET / HTTP/1.1\r\n\r\n"},
			[]text.Line{{Mark: text.Sent, Text: "GET / HTTP/1.1"}, {Mark: text.Got, Text: "nothing"}},
		},
		{
			"what a terminal would obey",
			sandbox.Exchange{Request: "GET / HTTP/1.1\r\nA: b\nC: d\re\r\n\r\n", Response: "HTTP/1.1 200 OK\r\n\r\n\x1b[2J\r\n"},
			[]text.Line{
				{Mark: text.Sent, Text: "GET / HTTP/1.1"}, {Mark: text.Head, Text: "A: b␊C: d␍e"},
				{Mark: text.Got, Text: "HTTP/1.1 200 OK"}, {Mark: text.Body, Text: `\x1b[2J␍`},
			},
		},
		{
			"lines that are too long lose nothing",
			sandbox.Exchange{Request: "GET /0123456789abcdef01234 HTTP/1.1\r\nAuthorization: Bearer  x  y\r\n\r\n"},
			[]text.Line{
				{Mark: text.Sent, Text: "GET /0123456789abcde"}, {Mark: text.Head, Text: "f01234 HTTP/1.1"},
				{Mark: text.Head, Text: "Authorization: Beare"}, {Mark: text.Head, Text: "r  x  y"}, {Mark: text.Got, Text: "nothing"},
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

func TestExchangeSaysWhatMatters(t *testing.T) {
	e := sandbox.Exchange{
		Request:  "GET / HTTP/1.1\r\nAuthorization: Bearer 7Qm3.long==\r\nX: 7Qm3\r\n\r\n",
		Response: "HTTP/1.1 200 OK\r\nLocation: /\r\n\r\n4000-1f2e",
		Marks: []sandbox.Mark{{Text: "7Qm3", Is: "the id"}, {Text: "7Qm3.long==", Is: "the token"},
			{Text: "4000-1f2e", Is: "the card number: canary"}, {Text: "Location: ", Is: "this decided"}},
	}
	said := map[string]string{}
	for _, line := range text.Exchange(e, 80) {
		if line.Says != "" {
			said[line.Text] = line.Says
		}
	}
	assert.Equal(t, map[string]string{"Authorization: Bearer 7Qm3.long==": "the token", "X: 7Qm3": "the id",
		"Location: /": "this decided", "4000-1f2e": "the card number: canary"}, said)
}

func TestLater(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0:                              "at once",
		12 * time.Millisecond:          "12 milliseconds later",
		time.Second:                    "1 second later",
		90 * time.Second:               "90 seconds later",
		61 * time.Minute:               "61 minutes later",
		time.Hour:                      "1 hour later",
		time.Hour + time.Second:        "1 hour and 1 second later",
		25 * time.Hour:                 "25 hours later",
		24 * time.Hour:                 "1 day later",
		90*24*time.Hour + 3*time.Hour:  "90 days and 3 hours later",
		time.Minute + time.Microsecond: "1 minute later",
		150 * time.Minute:              "2 hours and 30 minutes later",
	} {
		assert.Equal(t, want, text.Later(d), d.String())
	}
}
