package grade

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"gatehouse/sandbox"
)

// maxEvidence is how much evidence of one run is read, in bytes: many times
// what the probes of the longest exercise write.
const maxEvidence = 64 << 20

// evidence reads all evidence below dir that was sealed with the key. A file
// without its first line is none: the program died before its first probe. The
// error says what of it is not to be believed.
func evidence(dir, key string) ([]*sandbox.Report, error) {
	var found []*sandbox.Report
	var doubtful error
	room := int64(maxEvidence)
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.Name() != sandbox.EvidenceFile {
			return err
		}
		text, err := readRegular(path, room)
		room -= int64(len(text))
		if err == nil && bytes.Contains(text, []byte("\n")) {
			var report *sandbox.Report
			if report, err = sandbox.DecodeSealed(bytes.NewReader(text), key); err == nil {
				found = append(found, report)
			}
		}
		doubtful = errors.Join(doubtful, err)
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errors.New("no evidence: something took the run's folder away")
	}
	if err == nil && doubtful != nil {
		err = fmt.Errorf("something beside the sandbox wrote into its evidence: %w", doubtful)
	}
	return found, err
}

// readRegular reads a file of at most so many bytes. What is no file, a pipe
// above all, would keep its reader waiting.
func readRegular(path string, most int64) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no file", filepath.Base(path))
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, most+1))
	if err == nil && int64(len(text)) > most {
		return nil, fmt.Errorf("%s is longer than %d bytes", filepath.Base(path), most)
	}
	return text, err
}
