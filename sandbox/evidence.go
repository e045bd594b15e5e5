package sandbox

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// evidence is the file that tells what happened, line by line.
type evidence struct {
	t    *testing.T
	mu   sync.Mutex
	file *os.File
	seal seal
}

func newEvidence(t *testing.T, head Report) *evidence {
	t.Helper()
	file, err := os.Create(filepath.Join(t.ArtifactDir(), EvidenceFile))
	if err != nil {
		t.Fatalf("sandbox: create the evidence: %v", err)
	}
	e := &evidence{t: t, file: file, seal: seal{key: sealKey}}
	e.write(line{Head: &head})
	return e
}

func (e *evidence) begin(name string) { e.write(line{Begin: name}) }

func (e *evidence) end(v Verdict) { e.write(line{Verdict: &v}) }

func (e *evidence) write(l line) {
	e.mu.Lock()
	defer e.mu.Unlock()
	text, err := json.Marshal(l)
	if err == nil {
		_, err = e.file.Write(append(e.seal.on(text), '\n'))
	}
	if err != nil {
		e.t.Errorf("sandbox: write the evidence: %v", err)
	}
}

func (e *evidence) close() {
	if err := e.file.Close(); err != nil {
		e.t.Errorf("sandbox: close the evidence: %v", err)
	}
}

// logBuffer is what a handler logged since the probe began.
type logBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write implements io.Writer.
func (b *logBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

// String returns all that was logged.
func (b *logBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// Reset forgets it.
func (b *logBuffer) Reset() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.text.Reset()
}
