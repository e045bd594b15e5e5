// Package apikeys proves the key in front of every path, unknown ones too,
// and hands the record on in the request's context. Digests are compared as
// hex with hmac.Equal, two key lines are answered with 400, and the path of
// another tenant with 403.
package apikeys

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"gatehouse/exercises/api-keys/given"
)

type contextKey struct{}

func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /tenants/{tenant}/orders", func(w http.ResponseWriter, r *http.Request) {
		if may(w, r, "orders:read") {
			respond(w, http.StatusOK, d.Orders.List(r.PathValue("tenant")))
		}
	})
	mux.HandleFunc("POST /tenants/{tenant}/orders", func(w http.ResponseWriter, r *http.Request) {
		if !may(w, r, "orders:write") {
			return
		}
		body := map[string]any{}
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
			http.Error(w, "JSON wanted", http.StatusBadRequest)
			return
		}
		item, _ := body["item"].(string)
		respond(w, http.StatusCreated, d.Orders.Add(r.PathValue("tenant"), item))
	})
	return authenticated(d, mux)
}

func authenticated(d given.Deps, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		values := r.Header["X-Api-Key"]
		if len(values) > 1 {
			http.Error(w, "one X-API-Key, please", http.StatusBadRequest)
			return
		}
		text := r.Header.Get("X-API-Key")
		dot := strings.IndexByte(text, '.')
		if dot < 0 {
			unauthorized(w)
			return
		}
		record, found := d.Keys.Find(text[:dot])
		hash := sha256.New()
		hash.Write([]byte(text))
		same := hmac.Equal([]byte(hex.EncodeToString(hash.Sum(nil))), []byte(hex.EncodeToString(record.Digest)))
		if !found || !same || record.Revoked || (record.Expires != time.Time{} && time.Until(record.Expires) <= 0) {
			unauthorized(w)
			return
		}
		d.Log.InfoContext(r.Context(), "request by key "+record.ID)
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), contextKey{}, record)))
	})
}

func may(w http.ResponseWriter, r *http.Request, scope string) bool {
	record := r.Context().Value(contextKey{}).(given.Key)
	allowed := false
	for _, s := range record.Scopes {
		allowed = allowed || s == scope
	}
	if !allowed || record.Tenant != r.PathValue("tenant") {
		http.Error(w, "forbidden", http.StatusForbidden)
		return false
	}
	return true
}

func unauthorized(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", "APIKey")
	w.WriteHeader(http.StatusUnauthorized)
}

func respond(w http.ResponseWriter, status int, v any) {
	text, err := json.Marshal(v)
	if err != nil {
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(text)
}
