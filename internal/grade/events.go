package grade

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
)

// maxSaid is how much of what the go command says is kept, in bytes, and of
// the stacks of a program that died.
const maxSaid = 64 << 10

// maxEvent is how long one event of go test may be, in bytes. It cuts what
// programs print into pieces that are far shorter.
const maxEvent = 1 << 20

// maxLog is how much of what tests log is kept, in bytes. It is read only
// where there is no evidence.
const maxLog = 1 << 10

// told is what go test said of one package.
type told struct {
	failed bool
	build  string // what the compiler said
	output capped // what the program printed, without what go test printed
	log    capped // what its tests logged
	crash  capped // the panic that ended the program, with its stacks
	inLog  bool
	kept   bool // a process that the program started kept the output open
}

func newTold(output int64) *told {
	return &told{output: capped{max: output}, log: capped{max: maxLog}, crash: capped{max: maxSaid}}
}

// stream reads the output of go test -json as it comes.
type stream struct {
	started  func()           // called when a test binary starts
	begun    bool             // a package was told of
	packages map[string]*told // by import path
	builds   map[string]*capped
	partial  []byte
}

// Write implements io.Writer. It never fails: a line that is no event is left out.
func (s *stream) Write(p []byte) (int, error) {
	s.partial = append(s.partial, p...)
	for {
		line, rest, whole := bytes.Cut(s.partial, []byte("\n"))
		if !whole {
			if len(s.partial) > maxEvent {
				s.partial = nil
			}
			return len(p), nil
		}
		var e event
		if json.Unmarshal(line, &e) == nil {
			s.event(e)
		}
		s.partial = rest
	}
}

// event is what we need of one line of go test -json; see go doc test2json.
type event struct {
	Action      string
	Package     string
	Test        string
	ImportPath  string
	Output      string
	FailedBuild string
}

func (s *stream) event(e event) {
	if e.Action == "build-output" {
		if s.builds[e.ImportPath] == nil {
			s.builds[e.ImportPath] = &capped{max: maxSaid}
		}
		_, _ = s.builds[e.ImportPath].Write([]byte(e.Output))
		return
	}
	p := s.packages[e.Package]
	if p == nil {
		return
	}
	s.begun = true
	switch {
	case e.Action == "start":
		s.started()
	case e.Action == "output":
		p.print(e.Output)
	case e.Action == "fail" && e.Test == "": // of a test, the program itself can say so
		p.failed = true
		if e.FailedBuild != "" {
			p.build = s.complaints(e.Package, e.FailedBuild)
		}
	}
}

// complaints returns what the compiler said of the package. Imports that do
// not exist are told each as a failed build of its own, beneath the package.
func (s *stream) complaints(path, failed string) string {
	text := ""
	for id, said := range s.builds {
		if said := said.text.String(); id == failed || strings.HasPrefix(said, "# "+path+"\n") {
			text += said
		}
	}
	return text
}

var (
	// framing is what go test itself prints around tests.
	framing = regexp.MustCompile(`^(=== |\s*--- (PASS|FAIL|SKIP): |(PASS|FAIL|ok  )(\s|$)|exit status \d+$)`)
	// logged is the first line of what a test logs; the others are indented further.
	logged = regexp.MustCompile(`^    \S+\.go:\d+: `)
	// crashed begins what the runtime prints when it ends a program. The
	// program's own last print may stand before it.
	crashed = regexp.MustCompile(`(panic|fatal error): .`)
)

// print takes one line of a package's output, or a part of a long one.
func (p *told) print(text string) {
	if at := crashed.FindStringIndex(text); at != nil {
		p.crash.text.Reset()
		p.crash.Write([]byte(text[at[0]:]))
	} else if p.crash.text.Len() > 0 {
		p.crash.Write([]byte(text))
	}
	p.kept = p.kept || strings.HasPrefix(text, "*** Test I/O incomplete ")
	// go test marks its own lines, which may follow a print without a line end.
	text, _, _ = strings.Cut(text, "\x16")
	switch {
	case logged.MatchString(text):
		p.inLog = true
		p.log.Write([]byte(text))
	case p.inLog && (strings.HasPrefix(text, "        ") || text == "\n"):
		p.log.Write([]byte(text))
	case framing.MatchString(text):
		p.inLog = false
	default:
		p.inLog = false
		p.output.Write([]byte(text))
	}
}
