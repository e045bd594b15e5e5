// Package apikeys closes a key for a minute after five wrong secrets.
//
// Against guessed passwords that is an old custom, and it is kept by id here.
// But the id is no secret, and a secret of 40 characters is not guessed: what
// the lock keeps out is the owner, as often as anybody likes.
package apikeys

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"gatehouse/exercises/api-keys/given"
)

type failures struct {
	mu    sync.Mutex
	count map[string]int
	last  map[string]time.Time
}

func (f *failures) add(id string, now time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.count[id]++
	f.last[id] = now
}

func (f *failures) locked(id string, now time.Time) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if now.Sub(f.last[id]) > time.Minute {
		delete(f.count, id)
	}
	return f.count[id] >= 5
}

func Handler(d given.Deps) http.Handler {
	failed := &failures{count: map[string]int{}, last: map[string]time.Time{}}
	mux := http.NewServeMux()
	mux.Handle("GET /tenants/{tenant}/orders", require(d, failed, "orders:read", list))
	mux.Handle("POST /tenants/{tenant}/orders", require(d, failed, "orders:write", add))
	return mux
}

func require(d given.Deps, failed *failures, scope string, next func(*given.Orders, http.ResponseWriter, *http.Request)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		key, ok := authenticate(d.Keys, failed, r.Header.Values("X-API-Key"), time.Now())
		if !ok {
			w.Header().Set("WWW-Authenticate", `APIKey realm="api"`)
			http.Error(w, "a good API key is needed", http.StatusUnauthorized)
			return
		}
		d.Log.Info("key used", "id", key.ID, "route", r.Pattern)

		if r.PathValue("tenant") != key.Tenant {
			http.NotFound(w, r)
			return
		}
		if !slices.Contains(key.Scopes, scope) {
			http.Error(w, "this key may not do that", http.StatusForbidden)
			return
		}
		next(d.Orders, w, r)
	})
}

func authenticate(keys *given.Keys, failed *failures, sent []string, now time.Time) (given.Key, bool) {
	if len(sent) != 1 {
		return given.Key{}, false
	}
	id, _, _ := strings.Cut(sent[0], ".")
	key, ok := keys.Find(id)
	if !ok || failed.locked(id, now) { // want "wrong secrets do not shut the good key out"
		return given.Key{}, false
	}
	sum := sha256.Sum256([]byte(sent[0]))
	if subtle.ConstantTimeCompare(sum[:], key.Digest) != 1 {
		failed.add(id, now)
		return given.Key{}, false
	}
	if key.Revoked {
		return given.Key{}, false
	}
	if !key.Expires.IsZero() && !now.Before(key.Expires) {
		return given.Key{}, false
	}
	return key, true
}

func list(orders *given.Orders, w http.ResponseWriter, r *http.Request) {
	answer(w, http.StatusOK, orders.List(r.PathValue("tenant")))
}

func add(orders *given.Orders, w http.ResponseWriter, r *http.Request) {
	var order struct {
		Item string `json:"item"`
	}
	body := http.MaxBytesReader(w, r.Body, 1<<16)
	if err := json.NewDecoder(body).Decode(&order); err != nil {
		http.Error(w, "the body must be JSON with an item", http.StatusBadRequest)
		return
	}
	answer(w, http.StatusCreated, orders.Add(r.PathValue("tenant"), order.Item))
}

func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}
