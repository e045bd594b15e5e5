// Package apikeys looks the scope up by the request's method.
//
// One table for all routes is easy to read, and what is not in it is no method
// of this API. But the mux gives a HEAD to the route of GET, and there the
// table asks for nothing.
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
	mux.Handle("GET /tenants/{tenant}/orders", require(d, list))
	mux.Handle("POST /tenants/{tenant}/orders", require(d, add))
	return mux
}

var scopes = map[string]string{
	http.MethodGet:  "orders:read",
	http.MethodPost: "orders:write",
}

func require(d given.Deps, next func(*given.Orders, http.ResponseWriter, *http.Request)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		key, ok := authenticate(d.Keys, r.Header.Values("X-API-Key"), time.Now())
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
		if scope, ok := scopes[r.Method]; ok && !slices.Contains(key.Scopes, scope) { // want "HEAD needs the scope that GET needs"
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
