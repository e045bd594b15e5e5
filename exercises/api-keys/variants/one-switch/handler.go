// Package apikeys uses no mux: it splits the path by hand, says 404 and 405
// to everybody before it asks for a key, answers problems as JSON, and looks
// at the scope before the tenant.
package apikeys

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"time"

	"gatehouse/exercises/api-keys/given"
)

var scopes = map[string]string{
	http.MethodGet:  "orders:read",
	http.MethodHead: "orders:read",
	http.MethodPost: "orders:write",
}

func Handler(d given.Deps) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		parts := strings.Split(r.URL.Path, "/")
		if len(parts) != 4 || parts[0] != "" || parts[1] != "tenants" || parts[2] == "" || parts[3] != "orders" {
			problem(w, http.StatusNotFound, "no such path")
			return
		}
		tenant := parts[2]
		scope, ok := scopes[r.Method]
		if !ok {
			w.Header().Set("Allow", "GET, HEAD, POST")
			problem(w, http.StatusMethodNotAllowed, "no such method")
			return
		}

		var text string
		switch lines := r.Header.Values("X-API-Key"); len(lines) {
		case 1:
			text = lines[0]
		case 0:
		default:
			problem(w, http.StatusBadRequest, "more than one key")
			return
		}
		key, ok := prove(d.Keys, text)
		if !ok {
			w.Header().Set("WWW-Authenticate", `ApiKey realm="orders", header="X-API-Key"`)
			problem(w, http.StatusUnauthorized, "no good key")
			return
		}
		d.Log.Info("orders", "client", key.ID, "method", r.Method)

		granted := make(map[string]bool, len(key.Scopes))
		for _, s := range key.Scopes {
			granted[s] = true
		}
		if !granted[scope] {
			problem(w, http.StatusForbidden, "this key lacks "+scope)
			return
		}
		if tenant != key.Tenant {
			problem(w, http.StatusNotFound, "no such tenant")
			return
		}

		if r.Method != http.MethodPost {
			send(w, http.StatusOK, d.Orders.List(key.Tenant))
			return
		}
		var item struct{ Item string }
		body, err := io.ReadAll(io.LimitReader(r.Body, 4096))
		if err != nil || json.Unmarshal(body, &item) != nil {
			problem(w, http.StatusBadRequest, "no readable item")
			return
		}
		send(w, http.StatusCreated, d.Orders.Add(key.Tenant, item.Item))
	})
}

func prove(keys *given.Keys, text string) (given.Key, bool) {
	key, ok := keys.Find(strings.SplitN(text, ".", 2)[0])
	sum := sha256.Sum256([]byte(text))
	switch {
	case !ok, key.Revoked:
		return key, false
	case !key.Expires.IsZero() && !key.Expires.After(time.Now()):
		return key, false
	default:
		return key, bytes.Equal(key.Digest, sum[:])
	}
}

func problem(w http.ResponseWriter, status int, title string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"title": title, "status": status})
}

func send(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}
