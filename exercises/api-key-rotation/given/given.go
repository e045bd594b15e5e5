// Package given is what this exercise hands your handler: a store for the
// records of keys, a source of random bytes, the administrator's token, two
// durations, and a log.
package given

import (
	"encoding/json"
	"io"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"
)

// Deps is everything your handler may use.
type Deps struct {
	// Store keeps the records of the keys that you issue.
	Store *Store
	// Rand is where random bytes come from. Like every io.Reader it may
	// return fewer bytes than asked for, and it may fail.
	Rand io.Reader
	// Admin is the token of the administrator. Empty: there is none.
	Admin string
	// Lifetime is how long a new key is good.
	Lifetime time.Duration
	// Overlap is how long a key that was rotated is still good.
	Overlap time.Duration
	// Log is where your handler writes what happened.
	Log *slog.Logger
}

// Key is the record of one issued key "<id>.<secret>".
type Key struct {
	// ID is the part of the key before the dot. It is no secret.
	ID string
	// Name is what the administrator calls the client that has the key.
	Name string
	// Digest is what you keep to know the key again.
	Digest []byte
	// Expires is the first moment at which the key is no longer good.
	Expires time.Time
	// Revoked is set when the key was withdrawn.
	Revoked bool
}

// Store keeps records of keys by their id. It may be used by many goroutines
// at once.
type Store struct {
	mu   sync.Mutex
	keys map[string]Key
}

// NewStore returns a Store without a record in it.
func NewStore() *Store {
	return &Store{keys: make(map[string]Key)}
}

// Add stores a record and reports whether it did: it does not replace a
// record with the same id.
func (s *Store) Add(key Key) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, taken := s.keys[key.ID]; taken {
		return false
	}
	s.keys[key.ID] = key.clone()
	return true
}

// Find returns the record with this id, and whether there is one. It says
// nothing about whether the key is good.
func (s *Store) Find(id string) (Key, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	key, ok := s.keys[id]
	return key.clone(), ok
}

// Update lets change alter the record with this id, while nobody else reads
// or writes the store, and reports whether there is such a record. Do not
// call the store within change.
func (s *Store) Update(id string, change func(*Key)) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	key, ok := s.keys[id]
	if !ok {
		return false
	}
	change(&key)
	s.keys[id] = key.clone()
	return true
}

// Delete removes the record with this id, and reports whether there was one.
func (s *Store) Delete(id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, ok := s.keys[id]
	if ok {
		delete(s.keys, id)
	}
	return ok
}

// List returns all records, ordered by id, never nil.
func (s *Store) List() []Key {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := []Key{}
	for _, key := range s.keys {
		list = append(list, key.clone())
	}
	slices.SortFunc(list, func(a, b Key) int { return strings.Compare(a.ID, b.ID) })
	return list
}

// Dump returns all records as JSON, as whoever steals the database sees them.
func (s *Store) Dump() string {
	text, err := json.Marshal(s.List())
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// clone returns a copy that shares no memory with k.
func (k Key) clone() Key {
	k.Digest = slices.Clone(k.Digest)
	return k
}
