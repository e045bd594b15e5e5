// Package apikeys serves the orders of several tenants to programs that have
// an API key for them.
package apikeys

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"

	"gatehouse/exercises/api-keys/given"
)

// Handler serves GET and POST /tenants/{tenant}/orders.
func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	// The scope stands beside the route: a route without one does not compile.
	mux.Handle("GET /tenants/{tenant}/orders", require(d, "orders:read", list))
	mux.Handle("POST /tenants/{tenant}/orders", require(d, "orders:write", add))
	return mux
}

// require lets next answer only who sends a good key of the tenant in the
// path, with the scope.
func require(d given.Deps, scope string, next func(*given.Orders, http.ResponseWriter, *http.Request)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		key, ok := authenticate(d.Keys, r.Header.Values("X-API-Key"), time.Now())
		if !ok {
			// One answer for all: who has no key learns nothing about keys.
			w.Header().Set("WWW-Authenticate", `APIKey realm="api"`)
			http.Error(w, "a good API key is needed", http.StatusUnauthorized)
			return
		}
		// The id of a key that was proved, and the route's own name: nothing
		// that the caller wrote gets into the log.
		d.Log.Info("key used", "id", key.ID, "route", r.Pattern)

		// The key is proof of who asks. Whether the path is theirs, and
		// whether they may do this, are two more questions.
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

// authenticate returns the record of the key that was sent, and whether that
// key is good now. sent holds the value of every X-API-Key line.
func authenticate(keys *given.Keys, sent []string, now time.Time) (given.Key, bool) {
	// Of two lines, another program in front of us may have read the other.
	if len(sent) != 1 {
		return given.Key{}, false
	}
	// The id only says which record to compare with; it proves nothing.
	id, _, _ := strings.Cut(sent[0], ".")
	key, ok := keys.Find(id)
	if !ok {
		return given.Key{}, false
	}
	// The key is long and random, so one fast hash is enough. An empty
	// Digest has another length and equals no sum.
	sum := sha256.Sum256([]byte(sent[0]))
	if subtle.ConstantTimeCompare(sum[:], key.Digest) != 1 {
		return given.Key{}, false
	}
	// The record is read at each request, so a withdrawn key ends at once.
	if key.Revoked {
		return given.Key{}, false
	}
	// Not "now is after": at the moment of Expires the key is over.
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
	// The status is out; an error here is the connection's, and ends with it.
	_ = json.NewEncoder(w).Encode(v)
}
