// Package apikeys tells why in error values and turns them into statuses in
// one place. Who proves the key of a revoked or expired record is told so;
// refusals are logged too, with an id only where the key was proved.
package apikeys

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"gatehouse/exercises/api-keys/given"
)

var (
	errNoKey   = errors.New("no valid key")
	errEnded   = errors.New("this key has ended")
	errScope   = errors.New("not within this key's scopes")
	errTenant  = errors.New("not this key's tenant")
	errRequest = errors.New("cannot read the request")
)

type api struct {
	given.Deps
}

func Handler(d given.Deps) http.Handler {
	a := api{d}
	routes := http.NewServeMux()
	routes.HandleFunc("/tenants/{tenant}/orders", func(w http.ResponseWriter, r *http.Request) {
		var result any
		var err error
		status := http.StatusOK
		switch r.Method {
		case http.MethodGet, http.MethodHead:
			result, err = a.read(r)
		case http.MethodPost:
			status = http.StatusCreated
			result, err = a.write(r)
		default:
			w.Header().Set("Allow", "GET, HEAD, POST")
			status, result = http.StatusMethodNotAllowed, nil
		}
		if err != nil {
			a.Log.Warn("refused", slog.String("because", err.Error()))
			status, result = statusOf(err), map[string]string{"error": err.Error()}
		}
		if status == http.StatusUnauthorized {
			w.Header().Add("WWW-Authenticate", `X-API-Key realm="orders"`)
		}
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(result)
	})
	return routes
}

func statusOf(err error) int {
	switch {
	case errors.Is(err, errNoKey), errors.Is(err, errEnded):
		return http.StatusUnauthorized
	case errors.Is(err, errRequest):
		return http.StatusBadRequest
	default:
		return http.StatusForbidden
	}
}

func (a api) read(r *http.Request) (any, error) {
	if err := a.check(r, "orders:read"); err != nil {
		return nil, err
	}
	return a.Orders.List(r.PathValue("tenant")), nil
}

func (a api) write(r *http.Request) (any, error) {
	if err := a.check(r, "orders:write"); err != nil {
		return nil, err
	}
	var order given.Order
	if err := json.NewDecoder(r.Body).Decode(&order); err != nil {
		return nil, fmt.Errorf("%w: not an order", errRequest)
	}
	return a.Orders.Add(r.PathValue("tenant"), order.Item), nil
}

func (a api) check(r *http.Request, scope string) error {
	lines := r.Header.Values("X-Api-Key")
	if len(lines) > 1 {
		return errRequest
	}
	text := strings.Join(lines, "")
	id, secret, ok := strings.Cut(text, ".")
	if !ok || id == "" || secret == "" {
		return errNoKey
	}
	key, known := a.Keys.Find(id)
	if !known {
		// As much work as for a known id.
		key.Digest = make([]byte, sha256.Size)
	}
	sum := sha256.Sum256([]byte(text))
	if subtle.ConstantTimeCompare(key.Digest, sum[:]) == 0 || !known {
		return errNoKey
	}
	log := a.Log.With("key", key.ID)
	if key.Revoked || (!key.Expires.IsZero() && time.Now().Compare(key.Expires) >= 0) {
		log.Warn("ended key was sent")
		return errEnded
	}
	log.Info("key was sent", "scope", scope)
	if !slices.Contains(key.Scopes, scope) {
		return errScope
	}
	if key.Tenant != r.PathValue("tenant") {
		return errTenant
	}
	return nil
}
