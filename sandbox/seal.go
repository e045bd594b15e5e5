package sandbox

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"os"
)

// SealVariable is the environment variable with the key that evidence is
// sealed with. Who runs a test and means to believe its evidence draws a new
// key for each run; see [DecodeSealed].
const SealVariable = "SANDBOX_SEAL"

// sealKey is taken out of the environment before the handler's code begins:
// the package that is tested begins after those that its test imports.
var sealKey = func() string {
	key := os.Getenv(SealVariable)
	_ = os.Unsetenv(SealVariable)
	return key
}()

// seal makes each line of evidence depend on the key and on all lines before
// it, so that a line which something else wrote, changed or took out shows.
type seal struct {
	key  string
	last []byte
}

// on returns a line, a JSON object, with its seal as the last member. Without
// a key it is the line itself.
func (s *seal) on(line []byte) []byte {
	if s.key == "" {
		return line
	}
	body := bytes.TrimSuffix(line, []byte("}"))
	return append(bytes.Clone(body), s.member(body)...)
}

// member is the end of a line that begins with body.
func (s *seal) member(body []byte) string {
	mac := hmac.New(sha256.New, []byte(s.key))
	mac.Write(s.last)
	mac.Write(body)
	s.last = mac.Sum(nil)
	return `,"seal":"` + hex.EncodeToString(s.last) + `"}`
}

// holds reports whether a line has the seal that it must have. Without a key
// every line has.
func (s *seal) holds(line []byte) bool {
	if s.key == "" {
		return true
	}
	at := bytes.LastIndex(line, []byte(`,"seal":"`))
	return at >= 0 && hmac.Equal([]byte(s.member(line[:at])), line[at:])
}
