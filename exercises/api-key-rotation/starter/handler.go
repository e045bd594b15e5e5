// Package apikeyrotation issues API keys, replaces them, and knows them again.
package apikeyrotation

import (
	"bytes"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"time"

	"gatehouse/exercises/api-key-rotation/given"
)

// Handler serves the administrator under /keys and holders of a key at
// /whoami.
func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /keys", admin(d.Admin, func(w http.ResponseWriter, r *http.Request) {
		var key given.Key
		if err := json.NewDecoder(r.Body).Decode(&key); err != nil {
			http.Error(w, "the body must be JSON with a name", http.StatusBadRequest)
			return
		}
		id, secret := text(d.Rand), text(d.Rand)
		expires := time.Now().Add(d.Lifetime)
		d.Store.Add(given.Key{ID: id, Name: key.Name, Digest: []byte(secret), Expires: expires})
		d.Log.Info("key issued", "id", id)
		answer(w, http.StatusCreated, map[string]any{"id": id, "key": id + "." + secret, "expires": expires})
	}))
	mux.HandleFunc("GET /keys", admin(d.Admin, func(w http.ResponseWriter, r *http.Request) {
		answer(w, http.StatusOK, d.Store.List())
	}))
	mux.HandleFunc("POST /keys/{id}/rotate", admin(d.Admin, func(w http.ResponseWriter, r *http.Request) {
		id, secret := r.PathValue("id"), text(d.Rand)
		expires := time.Now().Add(d.Lifetime)
		if !d.Store.Update(id, func(k *given.Key) { k.Digest, k.Expires = []byte(secret), expires }) {
			http.NotFound(w, r)
			return
		}
		d.Log.Info("key rotated", "id", id)
		answer(w, http.StatusCreated, map[string]any{"id": id, "key": id + "." + secret, "expires": expires})
	}))
	mux.HandleFunc("DELETE /keys/{id}", admin(d.Admin, func(w http.ResponseWriter, r *http.Request) {
		if d.Store.Delete(r.PathValue("id")) {
			d.Log.Info("key revoked", "id", r.PathValue("id"))
		}
		w.WriteHeader(http.StatusNoContent)
	}))
	mux.HandleFunc("GET /whoami", func(w http.ResponseWriter, r *http.Request) {
		sent := r.Header.Values("X-API-Key")
		id, secret, _ := strings.Cut(strings.Join(sent, ","), ".")
		key, ok := d.Store.Find(id)
		if !ok || !bytes.Equal([]byte(secret), key.Digest) || !time.Now().Before(key.Expires) {
			refuse(w, `APIKey realm="api"`)
			return
		}
		d.Log.Info("key used", "id", id)
		answer(w, http.StatusOK, map[string]string{"id": id, "name": key.Name})
	})
	return mux
}

// text returns random text, short enough to be read out on the telephone.
func text(random io.Reader) string {
	b := make([]byte, 4)
	random.Read(b)
	return hex.EncodeToString(b)
}

// admin lets next answer whoever sends the administrator's token.
func admin(token string, next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		sent := r.Header.Values("Authorization")
		if len(sent) != 1 || token == "" {
			refuse(w, `Bearer realm="keys"`)
			return
		}
		scheme, rest, _ := strings.Cut(sent[0], " ")
		got, want := sha256.Sum256([]byte(strings.TrimLeft(rest, " "))), sha256.Sum256([]byte(token))
		if !strings.EqualFold(scheme, "Bearer") || subtle.ConstantTimeCompare(got[:], want[:]) != 1 {
			refuse(w, `Bearer realm="keys"`)
			return
		}
		next(w, r)
	}
}

func refuse(w http.ResponseWriter, challenge string) {
	w.Header().Set("WWW-Authenticate", challenge)
	http.Error(w, "unauthorized", http.StatusUnauthorized)
}

func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}
