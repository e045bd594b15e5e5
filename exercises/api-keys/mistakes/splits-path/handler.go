// Package apikeys takes the tenant that it asks about from the path by itself.
//
// The name stands between the second slash and the third, so cutting the path
// there gives it. In r.URL.Path a %2F has become a slash like any other; the
// mux keeps it within the name, and that name is the one whose orders are
// served.
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

func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /tenants/{tenant}/orders", require(d, "orders:read", list))
	mux.Handle("POST /tenants/{tenant}/orders", require(d, "orders:write", add))
	return mux
}

func require(d given.Deps, scope string, next func(*given.Orders, http.ResponseWriter, *http.Request)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		key, ok := authenticate(d.Keys, r.Header.Values("X-API-Key"), time.Now())
		if !ok {
			w.Header().Set("WWW-Authenticate", `APIKey realm="api"`)
			http.Error(w, "a good API key is needed", http.StatusUnauthorized)
			return
		}
		d.Log.Info("key used", "id", key.ID, "route", r.Pattern)

		if strings.Split(r.URL.Path, "/")[2] != key.Tenant { // want "a tenant whose name goes on behind a slash is another one"
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

func authenticate(keys *given.Keys, sent []string, now time.Time) (given.Key, bool) {
	if len(sent) != 1 {
		return given.Key{}, false
	}
	id, _, _ := strings.Cut(sent[0], ".")
	key, ok := keys.Find(id)
	if !ok {
		return given.Key{}, false
	}
	sum := sha256.Sum256([]byte(sent[0]))
	if subtle.ConstantTimeCompare(sum[:], key.Digest) != 1 {
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
