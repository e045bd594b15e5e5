package cli

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"
	"sync"

	"github.com/charmbracelet/x/term"
)

// input is standard input, line by line.
type input struct {
	start sync.Once
	lines chan string
}

// line returns the next line without the blanks around it; false at the end of
// input and when ctx ends.
func (in *input) line(ctx context.Context) (string, bool) {
	in.start.Do(func() {
		in.lines = make(chan string)
		go func() {
			defer close(in.lines)
			for typed := bufio.NewScanner(os.Stdin); typed.Scan(); {
				in.lines <- typed.Text()
			}
		}()
	})
	select {
	case line, ok := <-in.lines:
		return strings.TrimSpace(line), ok
	case <-ctx.Done():
		return "", false
	}
}

// prompt asks for a line. What is not typed at a terminal is printed, so that
// what comes out can be read.
func (p *program) prompt(ctx context.Context, question string) (string, bool) {
	fmt.Fprint(p.out, question, " ")
	answer, ok := p.in.line(ctx)
	switch {
	case !ok:
		p.say("")
	case !isTerminal(os.Stdin):
		p.say("%s", answer)
	}
	return answer, ok
}

func isTerminal(f *os.File) bool { return term.IsTerminal(f.Fd()) }

// hasScreen reports whether the screens can be shown here.
func hasScreen() bool {
	return isTerminal(os.Stdin) && isTerminal(os.Stdout) && os.Getenv("TERM") != "dumb"
}

// width is that of the lines that text is set in.
func width() int {
	const piped, widest = 80, 84
	if columns, _, err := term.GetSize(os.Stdout.Fd()); err == nil && columns > 0 {
		return min(columns, widest)
	}
	return piped
}
