// Package given is what this exercise hands your handler: the bearer tokens
// that were issued, and the reports of a company.
package given

import (
	"crypto/sha256"
	"slices"
	"sync"
	"time"
)

// Deps is everything your handler may use.
type Deps struct {
	// Tokens knows every bearer token that was issued.
	Tokens *Tokens
	// Reports holds the reports of everybody.
	Reports *Reports
}

// Token is what is known of an issued token. The text that its holder sends
// is not in it.
type Token struct {
	// Subject is who the token stands for, such as "bob".
	Subject string
	// Scopes says what the token may do, such as "reports:read".
	Scopes []string
	// Expires is the first moment at which the token is no longer good.
	Expires time.Time
	// Revoked is set when the token was withdrawn.
	Revoked bool
}

// Tokens holds the issued tokens. It may be used by many goroutines at once.
type Tokens struct {
	mu       sync.Mutex
	byDigest map[[sha256.Size]byte]Token
	visits   visits
}

// NewTokens returns Tokens without a token in it.
func NewTokens() *Tokens {
	return &Tokens{byDigest: make(map[[sha256.Size]byte]Token)}
}

// Add issues a token: who sends this text holds it.
func (t *Tokens) Add(text string, token Token) {
	t.mu.Lock()
	defer t.mu.Unlock()
	token.Scopes = slices.Clone(token.Scopes)
	t.byDigest[sha256.Sum256([]byte(text))] = token
}

// Find returns the token with this text, and whether one was issued. It says
// nothing about whether that token is good.
func (t *Tokens) Find(text string) (Token, bool) {
	t.visits.note()
	t.mu.Lock()
	defer t.mu.Unlock()
	token, ok := t.byDigest[sha256.Sum256([]byte(text))]
	token.Scopes = slices.Clone(token.Scopes)
	return token, ok
}

// Report is one report. It is for its owner alone.
type Report struct {
	ID string
	// Owner is the subject of the owner's tokens.
	Owner string
	Text  string
}

// Reports holds the reports of everybody. It may be used by many goroutines
// at once.
type Reports struct {
	mu     sync.Mutex
	byID   map[string]Report
	visits visits
}

// NewReports returns the given reports as Reports.
func NewReports(reports ...Report) *Reports {
	all := &Reports{byID: make(map[string]Report)}
	for _, report := range reports {
		all.byID[report.ID] = report
	}
	return all
}

// Find returns the report with this id, and whether there is one. It does not
// ask who wants to know.
func (r *Reports) Find(id string) (Report, bool) {
	r.visits.note()
	r.mu.Lock()
	defer r.mu.Unlock()
	report, ok := r.byID[id]
	return report, ok
}
