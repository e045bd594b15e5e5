// Package given is what the first guard is handed: a token to ask for, a name
// to show, and a vault to keep.
package given

import (
	"strings"
	"sync"
)

// Deps is all that Handler may use.
type Deps struct {
	Token string // what the owner's requests carry; empty when none is configured
	User  string // the owner's name, shown beside the data
	Vault *Vault // what /secure-data shows and adds to
}

// Vault holds a secret and the notes that its owner adds. It can be used by
// several goroutines at once.
type Vault struct {
	mu     sync.Mutex
	secret string
	notes  []string
	calls  int
}

// NewVault returns a vault that holds secret and no notes.
func NewVault(secret string) *Vault {
	return &Vault{secret: secret}
}

// Read returns the secret and the notes, a line each.
func (v *Vault) Read() string {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.calls++
	return strings.Join(append([]string{v.secret}, v.notes...), "\n")
}

// Add keeps a note.
func (v *Vault) Add(note string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.calls++
	v.notes = append(v.notes, note)
}

// Calls returns how often Read and Add were called. The probes ask: a vault
// that was opened for a stranger has been opened, whatever the answer said.
func (v *Vault) Calls() int {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.calls
}
