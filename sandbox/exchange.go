package sandbox

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"
)

const (
	// patience is how long a caller waits for an answer, in virtual time.
	patience = time.Minute
	// mostBytes is how much of one answer a caller reads.
	mostBytes = 1 << 20
)

const (
	endless  = "an answer without end"
	noAnswer = "no answer"
)

// Line says what came back in one line: the status, and which protected data.
func (e Exchange) Line() string {
	if e.failure != "" {
		return e.failure
	}
	text := fmt.Sprintf("%d %s", e.Status, http.StatusText(e.Status))
	if len(e.leaks) > 0 {
		text += ", with the " + strings.Join(e.leaks, " and the ")
	}
	return strings.TrimSpace(text)
}

func (e Exchange) served() bool { return 200 <= e.Status && e.Status < 300 }

// holds reports whether part stands in the header or the body.
func (e Exchange) holds(part string) bool {
	return strings.Contains(e.Body, part) || strings.Contains(e.head, part)
}

func (e Exchange) name(value string) string {
	if e.names != nil {
		if name := e.names(value); name != "" {
			return "the " + name
		}
	}
	return fmt.Sprintf("%q", value)
}

// send writes what a caller sends. The server may answer before it has read
// all; closing the connection ends the writing.
func send(l wire, bytes string) { _, _ = io.WriteString(l, bytes) }

// receive reads what comes back for a request. The connection stays open.
func receive(l wire, r Request) Exchange {
	e := Exchange{Request: legible(r.String()), From: r.from, Over: l.over, Marks: []Mark{}}
	if e.failure, e.unshaken = l.failure, l.unshaken; e.failure != "" {
		return e
	}
	_ = l.SetReadDeadline(time.Now().Add(patience))
	var raw bytes.Buffer
	err := e.read(bufio.NewReader(io.TeeReader(io.LimitReader(l, mostBytes), &raw)), r.method)
	e.Response = legible(raw.String())
	if alert(err) && raw.Len() == 0 {
		e.failure, e.unshaken, e.Over = unshaken(err), true, overNone
		return e
	}
	e.failure = e.explain(err, raw.Len())
	return e
}

func (e *Exchange) read(from *bufio.Reader, method string) error {
	if method == "" {
		method = http.MethodGet
	}
	for {
		answer, err := http.ReadResponse(from, &http.Request{Method: method})
		if err != nil {
			return err
		}
		if answer.StatusCode < 200 && answer.StatusCode != http.StatusSwitchingProtocols {
			continue
		}
		e.Status, e.Header, e.head = answer.StatusCode, answer.Header, head(answer.Header)
		body, err := io.ReadAll(answer.Body)
		e.Body = string(body)
		return err
	}
}

// head is the header as one text, a line for each value.
func head(header http.Header) string {
	var text strings.Builder
	for name, values := range header {
		text.WriteString(name + ": " + strings.Join(values, "\n") + "\n")
	}
	return text.String()
}

func (e *Exchange) explain(err error, bytes int) string {
	switch {
	case err == nil:
		return ""
	case bytes >= mostBytes:
		return endless
	case errors.Is(err, os.ErrDeadlineExceeded) && bytes > 0:
		return "an answer that stopped half way"
	case errors.Is(err, os.ErrDeadlineExceeded):
		return noAnswer
	case bytes == 0:
		return "the connection closed without an answer"
	}
	return "an answer that broke off"
}
