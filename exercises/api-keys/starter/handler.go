// Package apikeys serves the orders of several tenants to programs that have
// an API key for them.
package apikeys

import (
	"encoding/json"
	"net/http"
	"strings"

	"gatehouse/exercises/api-keys/given"
)

// Handler serves GET and POST /tenants/{tenant}/orders.
func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /tenants/{tenant}/orders", func(w http.ResponseWriter, r *http.Request) {
		answer(w, http.StatusOK, d.Orders.List(r.PathValue("tenant")))
	})
	mux.HandleFunc("POST /tenants/{tenant}/orders", func(w http.ResponseWriter, r *http.Request) {
		var order given.Order
		if err := json.NewDecoder(r.Body).Decode(&order); err != nil {
			http.Error(w, "the body must be JSON with an item", http.StatusBadRequest)
			return
		}
		answer(w, http.StatusCreated, d.Orders.Add(r.PathValue("tenant"), order.Item))
	})
	return requireKey(d, mux)
}

// requireKey lets only requests with a known API key through to next.
func requireKey(d given.Deps, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sent := r.Header.Get("X-API-Key")
		// A key reads "<id>.<secret>"; records are kept by id.
		id, _, _ := strings.Cut(sent, ".")
		if _, ok := d.Keys.Find(id); !ok {
			d.Log.Warn("unknown key", "key", sent)
			w.Header().Set("WWW-Authenticate", `APIKey realm="api"`)
			http.Error(w, "unknown API key", http.StatusUnauthorized)
			return
		}
		d.Log.Info("known key", "key", sent, "path", r.URL.Path)
		next.ServeHTTP(w, r)
	})
}

func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}
