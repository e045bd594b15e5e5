package sandbox

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// Version is the version of the evidence that this package writes and reads.
const Version = 1

// Outcome is what a probe found.
type Outcome string

// The outcomes of a probe.
const (
	Holds       Outcome = "holds"
	Broken      Outcome = "broken"
	CouldNotRun Outcome = "could not run"
)

// Report is the evidence of one test: every probe, whether it was reached or
// not, and the verdicts of those that were.
type Report struct {
	Version  int       `json:"version"`
	Package  string    `json:"package"`  // import path of the package tested
	Seed     uint64    `json:"seed"`     // SANDBOX_SEED with this value makes the same secrets again
	Probes   []Listed  `json:"probes"`   // all of them, in order
	Verdicts []Verdict `json:"verdicts"` // of those that ended, in order
	Running  string    `json:"running"`  // the probe that had begun and not ended, or empty
}

// Listed names a probe before it has run.
type Listed struct {
	Name   string `json:"name"`
	Honest bool   `json:"honest"`
	Why    string `json:"why"`
	Rule   string `json:"rule"`
	Test   string `json:"test"` // the name that go test gives it
}

// Verdict is what one probe found, with everything that shows it.
type Verdict struct {
	Name      string     `json:"name"`
	Outcome   Outcome    `json:"verdict"`
	Honest    bool       `json:"honest"`
	Why       string     `json:"why"`
	Rule      string     `json:"rule"`
	Want      string     `json:"want"`
	Got       string     `json:"got"`
	Advice    []string   `json:"advice"`
	Exchanges []Exchange `json:"exchanges"` // those worth showing
	Asked     int        `json:"asked"`     // exchanges in all
	Wrong     int        `json:"wrong"`     // exchanges that went wrong
	At        *Place     `json:"at"`        // the line of the handler's own code that answered or panicked; nil if unknown
	Table     *Table     `json:"table"`     // its exchanges by row and column; nil where they make no table
}

// Exchange is one request and its response as they went over the wire.
type Exchange struct {
	Request  string        `json:"request"`  // raw bytes; what is not UTF-8 is written \xNN, and what is long is cut
	Response string        `json:"response"` // likewise; empty when nothing came back
	Curl     string        `json:"curl"`     // the same request as a command, in a verdict; empty when curl cannot send it
	From     string        `json:"from"`     // the caller's address, where the probe chose it
	Over     string        `json:"over"`     // "TLS 1.3", "clear text", ...; empty for a service that listens in clear text only
	After    time.Duration `json:"after"`    // virtual nanoseconds since the exchange before
	Note     string        `json:"note"`     // what is special about it, in a family of many
	Scene    string        `json:"scene"`    // what stood around the handler, where the probe says so: see Caller.Scene
	Wrong    bool          `json:"wrong"`    // this one went wrong
	Marks    []Mark        `json:"marks"`    // credentials, protected data, and the header field that decided
	Go       string        `json:"go"`       // sends it once more, as a call of Caller.Send; empty where Go cannot

	Status int         `json:"status"` // 0 when nothing came back
	Header http.Header `json:"-"`
	Body   string      `json:"-"`

	head       string // Header as text, to look for what should not be in it
	wanted     string // what was wanted of it
	got        string // what came, and how that is wrong
	failure    string // why nothing whole came back, in words
	at         *Place // where the handler's own code answered, panicked or waits
	unanswered bool
	unshaken   bool // nothing came back as there was no TLS handshake
	notStarted bool
	names      func(value string) string // the name of a secret or canary
	leaks      []string                  // the names of the canaries in the response
}

// Mark says what matters in an exchange.
type Mark struct {
	Text string `json:"text"` // as it stands in the request or the response
	Is   string `json:"is"`   // "the card number: canary", "the token", "this decided"
}

// Place is a line of the handler's own code.
type Place struct {
	File   string `json:"file"` // relative to the folder of the test
	Line   int    `json:"line"`
	Source string `json:"source"` // the line itself, for who can still read it; else empty
	Caller *Place `json:"caller"` // the line of the handler's own code that called this one; nil if another's did
}

// A line of evidence is one of these.
type line struct {
	Head    *Report  `json:"head,omitempty"`
	Begin   string   `json:"begin,omitempty"`
	Verdict *Verdict `json:"verdict,omitempty"`
}

// EvidenceFile is the name of the file that Run writes into the test's
// artifact directory (go test -artifacts -outputdir DIR).
const EvidenceFile = "sandbox.jsonl"

// Decode reads evidence. A last line that was cut short is left out: the
// process may have died while it wrote.
func Decode(r io.Reader) (*Report, error) { return DecodeSealed(r, "") }

// DecodeSealed is Decode for evidence that was made with the key in
// [SealVariable]. The error says that a line is not the sandbox's own.
func DecodeSealed(r io.Reader, key string) (*Report, error) {
	seal := seal{key: key}
	lines := bufio.NewReader(r)
	var report *Report
	for {
		text, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("read evidence: %w", err)
		}
		if !seal.holds(bytes.TrimSuffix(text, []byte("\n"))) {
			return nil, errors.New("a line of it is not sealed")
		}
		var l line
		if err := json.Unmarshal(text, &l); err != nil {
			return nil, fmt.Errorf("evidence is damaged: %w", err)
		}
		switch {
		case l.Head != nil:
			report = l.Head
		case report == nil:
			return nil, errors.New("evidence does not begin with its list of probes")
		case l.Verdict != nil:
			report.Verdicts, report.Running = append(report.Verdicts, *l.Verdict), ""
		default:
			report.Running = l.Begin
		}
	}
	if report == nil {
		return nil, errors.New("evidence is empty")
	}
	if report.Version != Version {
		return nil, fmt.Errorf("evidence has version %d, this program reads %d", report.Version, Version)
	}
	return report, nil
}
