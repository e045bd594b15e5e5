package check

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"
)

// cacheVersion names the form and the meaning of facts. Another one leaves all
// that was kept aside.
const cacheVersion = 1

// keptFor is how long facts are kept that nobody may ask for again.
const keptFor = 60 * 24 * time.Hour

// entry is the file of the cache that keeps the facts of one exercise; empty
// where nothing is kept.
type entry string

// entry names the cache's file after everything that the facts hang on: every
// byte that is built, the tool chain and the machine.
func (d *desk) entry(files map[string][]byte) entry {
	if d.Cache == "" {
		return ""
	}
	hash := sha256.New()
	fmt.Fprintln(hash, cacheVersion, seeds, d.Go.Version, runtime.GOOS, runtime.GOARCH, d.race)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(hash, "%q %d\n", name, len(files[name]))
		hash.Write(files[name])
	}
	return entry(filepath.Join(d.Cache, "exercise-"+hex.EncodeToString(hash.Sum(nil)[:16])+".json"))
}

// load returns what is kept. The error says that there is nothing.
func (e entry) load() (facts, error) {
	var f facts
	text, err := os.ReadFile(string(e))
	if err == nil {
		err = json.Unmarshal(text, &f)
	}
	return f, err
}

// save keeps the facts. Where that cannot be, they are found again next time.
func (e entry) save(f facts) {
	text, err := json.Marshal(f)
	if err != nil || e == "" {
		return
	}
	dir := filepath.Dir(string(e))
	if os.MkdirAll(dir, 0o755) != nil {
		return
	}
	forget(dir)
	temp := fmt.Sprintf("%s.%d", e, os.Getpid())
	if os.WriteFile(temp, text, 0o600) != nil || os.Rename(temp, string(e)) != nil {
		os.Remove(temp)
	}
}

// forget removes what was kept long ago.
func forget(dir string) {
	old, _ := filepath.Glob(filepath.Join(dir, "exercise-*"))
	for _, file := range old {
		if info, err := os.Stat(file); err == nil && time.Since(info.ModTime()) > keptFor {
			os.Remove(file)
		}
	}
}
