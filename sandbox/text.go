package sandbox

import (
	"flag"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"
)

// report tells a verdict to who runs plain go test.
func report(t *testing.T, v Verdict, seed uint64) {
	t.Helper()
	if v.Outcome != Broken {
		if testing.Verbose() && !collected() {
			for _, advice := range v.Advice {
				_, _ = io.WriteString(t.Output(), "advice: "+visible(advice))
			}
		}
		return
	}
	if !collected() {
		_, _ = io.WriteString(t.Output(), text(v, seed))
	}
	t.Fail()
}

// collected reports whether somebody keeps the evidence (go test -artifacts),
// and so needs no text beside what the handler itself prints.
func collected() bool {
	f := flag.Lookup("test.artifacts")
	return f != nil && f.Value.String() == "true"
}

// text is a broken verdict as lines.
func text(v Verdict, seed uint64) string {
	var b strings.Builder
	row := func(word, text string) {
		for i, line := range strings.Split(strings.TrimRight(visible(text), "\n"), "\n") {
			if i > 0 {
				word = ""
			}
			fmt.Fprintf(&b, "  %-7s %s\n", word, line)
		}
	}
	b.WriteString("broken: " + visible(v.Name))
	for i := len(v.Exchanges) - 1; i >= 0; i-- {
		e := v.Exchanges[i]
		if !e.Wrong && i != len(v.Exchanges)-1 {
			continue
		}
		if e.Note != "" {
			row("case", e.Note)
		}
		row("sent", e.Request)
		if e.From != "" {
			row("from", e.From)
		}
		if e.Over != "" {
			row("over", e.Over)
		}
		break
	}
	row("got", v.Got)
	row("want", v.Want)
	for _, wrong := range v.Table.Faults() {
		row("cell", wrong)
	}
	if v.At != nil {
		row("at", fmt.Sprintf("%s:%d", v.At.File, v.At.Line))
	}
	if v.Wrong > 1 {
		row("wrong", fmt.Sprintf("%d of %d exchanges", v.Wrong, v.Asked))
	}
	if v.Why != "" {
		row("why", v.Why)
	}
	if v.Rule != "" {
		row("rule", v.Rule)
	}
	row("repeat", fmt.Sprintf("SANDBOX_SEED=%d go test", seed))
	return b.String()
}

// visible shows control characters, so that no answer can move a cursor, and
// cuts what is long.
func visible(raw string) string {
	const most = 400
	var b strings.Builder
	for _, line := range strings.Split(strings.TrimRight(strings.ReplaceAll(raw, "\r\n", "\n"), "\n"), "\n") {
		if len(line) > most {
			line = fmt.Sprintf("%s… (%d bytes)", strings.ToValidUTF8(line[:most], ""), len(line))
		}
		for _, c := range line {
			if strconv.IsPrint(c) {
				b.WriteRune(c)
			} else {
				b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(c), "'"))
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// mostBrief is how much of a panic's value is told, in bytes.
const mostBrief = 1 << 10

// brief is a panic's value as text. A handler may panic with all that it read.
func brief(p any) string {
	text := fmt.Sprint(p)
	if len(text) > mostBrief {
		text = strings.ToValidUTF8(text[:mostBrief], "") + "…"
	}
	return text
}
