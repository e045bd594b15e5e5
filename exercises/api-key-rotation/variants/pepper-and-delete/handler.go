// Package apikeyrotation keeps an HMAC under a pepper of its own instead of a
// plain hash, numbers its ids, writes secrets in base32, deletes the record of
// a revoked key, and answers 503 and 409.
package apikeyrotation

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha512"
	"encoding/base32"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"gatehouse/exercises/api-key-rotation/given"
)

type service struct {
	given.Deps
	pepper []byte
	last   atomic.Int64
}

func Handler(d given.Deps) http.Handler {
	s := &service{Deps: d, pepper: make([]byte, 32)}
	_, _ = rand.Read(s.pepper)
	guarded := http.NewServeMux()
	guarded.HandleFunc("POST /keys", func(w http.ResponseWriter, r *http.Request) {
		var in map[string]string
		if json.NewDecoder(r.Body).Decode(&in) != nil || in["name"] == "" {
			http.Error(w, "a name is needed", http.StatusBadRequest)
			return
		}
		if id, ok := s.hand(w, in["name"]); ok {
			s.Log.Info("issued", slog.String("key", id))
		}
	})
	guarded.HandleFunc("GET /keys", func(w http.ResponseWriter, r *http.Request) {
		names := []map[string]string{}
		for _, k := range s.Store.List() {
			names = append(names, map[string]string{"id": k.ID, "client": k.Name})
		}
		reply(w, 200, names)
	})
	guarded.HandleFunc("POST /keys/{id}/rotate", s.rotate)
	guarded.HandleFunc("DELETE /keys/{id}", func(w http.ResponseWriter, r *http.Request) {
		if s.Store.Delete(r.PathValue("id")) {
			s.Log.Info("revoked", "key", r.PathValue("id"))
		}
		w.WriteHeader(http.StatusNoContent)
	})
	mux := http.NewServeMux()
	mux.HandleFunc("GET /whoami", s.whoami)
	mux.Handle("/keys", s.onlyAdmin(guarded))
	mux.Handle("/keys/", s.onlyAdmin(guarded))
	return mux
}

func (s *service) hand(w http.ResponseWriter, name string) (string, bool) {
	secret := make([]byte, 20)
	if n, err := io.ReadAtLeast(s.Rand, secret, len(secret)); n < len(secret) || err != nil {
		s.Log.Error("random source failed", "error", err)
		w.WriteHeader(http.StatusServiceUnavailable)
		return "", false
	}
	id := strconv.FormatInt(s.last.Add(1), 10)
	key := id + "." + base32.StdEncoding.EncodeToString(secret)
	s.Store.Add(given.Key{ID: id, Name: name, Digest: s.mac(key), Expires: time.Now().Add(s.Lifetime)})
	reply(w, http.StatusCreated, map[string]string{"id": id, "key": key})
	return id, true
}

func (s *service) rotate(w http.ResponseWriter, r *http.Request) {
	old, found := s.Store.Find(r.PathValue("id"))
	if !found {
		http.NotFound(w, r)
		return
	}
	if !time.Now().Before(old.Expires) {
		http.Error(w, "this key has expired", http.StatusConflict)
		return
	}
	if id, ok := s.hand(w, old.Name); ok {
		s.Store.Update(old.ID, func(k *given.Key) {
			left := min(time.Until(k.Expires), s.Overlap)
			k.Expires = time.Now().Add(left)
		})
		s.Log.Info("rotated", "from", old.ID, "to", id)
	}
}

func (s *service) whoami(w http.ResponseWriter, r *http.Request) {
	texts := r.Header["X-Api-Key"]
	if len(texts) > 1 {
		http.Error(w, "one key only", http.StatusBadRequest)
		return
	}
	text := r.Header.Get("x-api-key")
	id := strings.SplitN(text, ".", 2)[0]
	key, ok := s.Store.Find(id)
	if ok && hmac.Equal(s.mac(text), key.Digest) && time.Now().Before(key.Expires) {
		s.Log.Info("used", "key", id)
		reply(w, 200, map[string]string{"name": key.Name, "id": id})
		return
	}
	w.Header().Set("WWW-Authenticate", "ApiKey")
	w.WriteHeader(http.StatusUnauthorized)
}

func (s *service) mac(text string) []byte {
	m := hmac.New(sha512.New, s.pepper)
	_, _ = io.WriteString(m, text)
	return m.Sum(nil)
}

func (s *service) onlyAdmin(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		lines := r.Header.Values("Authorization")
		if len(lines) > 1 {
			http.Error(w, "one Authorization only", http.StatusBadRequest)
			return
		}
		line := strings.Join(lines, "")
		if len(line) > 7 && strings.EqualFold(line[:7], "bearer ") && s.Admin != "" {
			if hmac.Equal(s.mac(strings.TrimLeft(line[7:], " ")), s.mac(s.Admin)) {
				next.ServeHTTP(w, r)
				return
			}
		}
		w.Header().Set("WWW-Authenticate", `Bearer realm="administration"`)
		http.Error(w, "administrators only", http.StatusUnauthorized)
	})
}

func reply(w http.ResponseWriter, status int, v any) {
	text, _ := json.Marshal(v)
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(text)
}
