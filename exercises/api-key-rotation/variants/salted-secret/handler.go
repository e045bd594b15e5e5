// Package apikeyrotation salts: what is kept is a salt and the hash of salt
// and secret, written as hex. The id is made from the secret's hash, secrets
// are hex, errors carry their status, and a new id is tried when one is taken.
package apikeyrotation

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"gatehouse/exercises/api-key-rotation/given"
)

type failure struct {
	status    int
	challenge string
}

func (f failure) Error() string { return http.StatusText(f.status) }

type endpoint func(d given.Deps, r *http.Request) (status int, body any, err error)

func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	for pattern, e := range map[string]endpoint{
		"GET /whoami":            whoami,
		"GET /keys":              administrator(list),
		"POST /keys":             administrator(issue),
		"POST /keys/{id}/rotate": administrator(rotate),
		"DELETE /keys/{id}":      administrator(remove),
	} {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			status, body, err := e(d, r)
			var f failure
			if errors.As(err, &f) {
				if f.challenge != "" {
					w.Header().Set("WWW-Authenticate", f.challenge+` realm="keys"`)
				}
				http.Error(w, f.Error(), f.status)
				return
			}
			if err != nil {
				d.Log.Error("failed", "err", err)
				http.Error(w, "internal error", http.StatusInternalServerError)
				return
			}
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Cache-Control", "no-store")
			w.WriteHeader(status)
			if body != nil {
				_ = json.NewEncoder(w).Encode(body)
			}
		})
	}
	return mux
}

func administrator(next endpoint) endpoint {
	return func(d given.Deps, r *http.Request) (int, any, error) {
		lines := r.Header.Values("Authorization")
		if d.Admin == "" || len(lines) != 1 {
			return 0, nil, failure{http.StatusUnauthorized, "Bearer"}
		}
		scheme, rest, _ := strings.Cut(lines[0], " ")
		token := strings.TrimLeft(rest, " ")
		if strings.ToLower(scheme) != "bearer" || subtle.ConstantTimeCompare([]byte(token), []byte(d.Admin)) == 0 {
			return 0, nil, failure{http.StatusUnauthorized, "Bearer"}
		}
		return next(d, r)
	}
}

func issue(d given.Deps, r *http.Request) (int, any, error) {
	var in struct{ Name string }
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		return 0, nil, failure{status: http.StatusBadRequest}
	}
	return create(d, in.Name)
}

func create(d given.Deps, name string) (int, any, error) {
	for range 3 {
		var random [32]byte
		if _, err := io.ReadFull(d.Rand, random[:]); err != nil {
			return 0, nil, err
		}
		secret, salt := hex.EncodeToString(random[:16]), random[16:]
		hash := sha256.Sum256([]byte("id:" + secret))
		key := given.Key{ID: "k-" + hex.EncodeToString(hash[:6]), Name: name, Expires: time.Now().Add(d.Lifetime)}
		key.Digest = []byte(hex.EncodeToString(salt) + ":" + salted(salt, secret))
		if d.Store.Add(key) {
			d.Log.Info("new key", "id", key.ID)
			return http.StatusCreated, map[string]any{
				"id": key.ID, "key": key.ID + "." + secret, "expires": key.Expires.Unix(),
			}, nil
		}
	}
	return 0, nil, errors.New("no free id")
}

func rotate(d given.Deps, r *http.Request) (int, any, error) {
	id := r.PathValue("id")
	old, ok := d.Store.Find(id)
	if !ok {
		return 0, nil, failure{status: http.StatusNotFound}
	}
	if old.Revoked || time.Until(old.Expires) <= 0 {
		return 0, nil, failure{status: http.StatusGone}
	}
	status, body, err := create(d, old.Name)
	if err == nil {
		d.Store.Update(id, func(k *given.Key) {
			if time.Until(k.Expires) > d.Overlap {
				k.Expires = time.Now().Add(d.Overlap)
			}
		})
		d.Log.Info("replaced", "id", id)
	}
	return status, body, err
}

func remove(d given.Deps, r *http.Request) (int, any, error) {
	id := r.PathValue("id")
	if !d.Store.Update(id, func(k *given.Key) { k.Revoked, k.Digest = true, nil }) {
		return 0, nil, failure{status: http.StatusNotFound}
	}
	d.Log.Warn("revoked", "id", id)
	return http.StatusNoContent, nil, nil
}

func list(d given.Deps, _ *http.Request) (int, any, error) {
	type row struct {
		ID     string `json:"id"`
		Client string `json:"client"`
		State  string `json:"state"`
	}
	rows := make([]row, 0)
	for _, k := range d.Store.List() {
		state := "live until " + k.Expires.Format(time.RFC1123)
		if k.Revoked {
			state = "revoked"
		}
		rows = append(rows, row{k.ID, k.Name, state})
	}
	return http.StatusOK, rows, nil
}

func whoami(d given.Deps, r *http.Request) (int, any, error) {
	refused := failure{http.StatusUnauthorized, "APIKey"}
	lines := r.Header.Values("X-API-Key")
	if len(lines) != 1 {
		return 0, nil, refused
	}
	id, secret, dotted := strings.Cut(lines[0], ".")
	key, ok := d.Store.Find(id)
	if !ok || !dotted || key.Revoked || !key.Expires.After(time.Now()) {
		return 0, nil, refused
	}
	saltText, want, _ := strings.Cut(string(key.Digest), ":")
	salt, err := hex.DecodeString(saltText)
	if err != nil || subtle.ConstantTimeCompare([]byte(want), []byte(salted(salt, secret))) != 1 {
		return 0, nil, refused
	}
	d.Log.Info("seen", "id", id)
	return http.StatusOK, map[string]string{"id": id, "name": key.Name}, nil
}

func salted(salt []byte, secret string) string {
	h := sha256.New()
	h.Write(salt)
	h.Write([]byte(secret))
	return hex.EncodeToString(h.Sum(nil))
}
