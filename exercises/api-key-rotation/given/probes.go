package given

import (
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// What stands in this file is for the probes, and your handler needs none of
// it: what somebody can do who copied the store, or who saw many keys.

// Reveals tells how a thief of the store would find this text in it: "as
// text", "in hex", "in base64" or "as bytes". It returns "" if it is in none
// of its records.
func (s *Store) Reveals(text string) string {
	plain := []byte(text)
	for _, key := range s.List() {
		record := fmt.Sprintf("%s %s %s", key.ID, key.Name, key.Digest)
		switch {
		case strings.Contains(record, text):
			return "as text"
		case strings.Contains(strings.ToLower(record), hex.EncodeToString(plain)):
			return "in hex"
		case strings.Contains(record, base64.RawStdEncoding.EncodeToString(plain)),
			strings.Contains(record, base64.RawURLEncoding.EncodeToString(plain)):
			return "in base64"
		case revealsBytes(record, text):
			return "as bytes"
		}
	}
	return ""
}

// revealsBytes reports whether text is only a spelling of bytes that stand in
// the record, in one way or another.
func revealsBytes(record, text string) bool {
	for _, decode := range []func(string) ([]byte, error){
		hex.DecodeString, base64.RawURLEncoding.DecodeString, base64.RawStdEncoding.DecodeString,
		base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString,
	} {
		plain, err := decode(strings.TrimRight(text, "="))
		if err != nil || len(plain) < 8 {
			continue
		}
		for _, form := range []string{
			string(plain), hex.EncodeToString(plain),
			base64.RawStdEncoding.EncodeToString(plain), base64.RawURLEncoding.EncodeToString(plain),
		} {
			if strings.Contains(record, form) {
				return true
			}
		}
	}
	return false
}

// Readings returns the printable ways to write the key's Digest.
func (k Key) Readings() []string {
	all := []string{
		hex.EncodeToString(k.Digest), base64.StdEncoding.EncodeToString(k.Digest),
		base64.RawURLEncoding.EncodeToString(k.Digest), string(k.Digest),
	}
	return slices.DeleteFunc(all, func(text string) bool {
		return text == "" || strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' })
	})
}

// Bits estimates how much chance is in secrets: the places where they differ,
// times what one character can say. An id within its secret does not count.
func Bits(ids, secrets []string) float64 {
	places, alphabet := 0, map[byte]bool{}
	for i := range secrets[0] {
		here := map[byte]bool{}
		for n, secret := range secrets {
			secret = strings.ReplaceAll(secret, ids[n], "") + " "
			here[secret[min(i, len(secret)-1)]] = true
		}
		if len(here) > 1 {
			places++
			maps.Copy(alphabet, here)
		}
	}
	return float64(places) * math.Log2(float64(max(1, len(alphabet))))
}

// Interrupted returns a source of random bytes that lets somebody else do
// something before it gives the first of them. It does not wait for ever, as
// they may need a lock that the reader holds.
func Interrupted(source io.Reader, meanwhile func()) io.Reader {
	return &interrupted{source: source, first: sync.OnceFunc(func() {
		done := make(chan any, 1)
		go func() {
			defer func() { done <- recover() }()
			meanwhile()
		}()
		for i := 0; i < 100_000 && len(done) == 0; i++ {
			runtime.Gosched()
		}
	})}
}

type interrupted struct {
	source io.Reader
	first  func()
}

func (i *interrupted) Read(p []byte) (int, error) {
	i.first()
	return i.source.Read(p)
}
