// Package sandbox stands in for the real one in the tests of grade: it knows
// no HTTP and writes the same evidence.
package sandbox

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// Probe is one question to the learner's code and whether its answer is right.
type Probe struct {
	Name   string
	Honest bool
	Holds  func() bool
}

var key = os.Getenv("SANDBOX_SEAL")

// Run asks all probes and writes what they found.
func Run(t *testing.T, probes ...Probe) {
	file, err := os.Create(filepath.Join(t.ArtifactDir(), "sandbox.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var last []byte
	write := func(line map[string]any) {
		text, _ := json.Marshal(line)
		text = bytes.TrimSuffix(text, []byte("}"))
		seal := hmac.New(sha256.New, []byte(key))
		seal.Write(last)
		seal.Write(text)
		last = seal.Sum(nil)
		fmt.Fprintf(file, "%s,\"seal\":\"%x\"}\n", text, last)
	}
	var listed []map[string]any
	for _, p := range probes {
		test := t.Name() + "/" + strings.ReplaceAll(p.Name, " ", "_")
		listed = append(listed, map[string]any{"name": p.Name, "honest": p.Honest, "test": test})
	}
	pc, _, _, _ := runtime.Caller(1)
	tested := strings.TrimSuffix(runtime.FuncForPC(pc).Name(), ".TestHandler")
	write(map[string]any{"head": map[string]any{"version": 1, "package": tested, "probes": listed}})
	for _, p := range probes {
		t.Run(p.Name, func(t *testing.T) {
			write(map[string]any{"begin": p.Name})
			verdict := "holds"
			if !p.Holds() {
				verdict = "broken"
				t.Errorf("does not hold\nand this is why")
			}
			write(map[string]any{"verdict": map[string]any{"name": p.Name, "honest": p.Honest, "verdict": verdict}})
		})
	}
}
