// Package apikeyrotation asks for the administrator with three methods.
//
// They are all the methods that stand in the table of routes, so none seems to
// be missing. But the mux gives a HEAD to the route of GET, and the length of
// its answer tells a stranger how many keys there are.
package apikeyrotation

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"gatehouse/exercises/api-key-rotation/given"
)

func Handler(d given.Deps) http.Handler {
	s := server{d}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /keys", s.issue)
	mux.HandleFunc("GET /keys", s.list)
	mux.HandleFunc("POST /keys/{id}/rotate", s.rotate)
	mux.HandleFunc("DELETE /keys/{id}", s.revoke)
	mux.HandleFunc("GET /whoami", s.whoami)
	guarded := s.admin(mux.ServeHTTP)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.Method {
		case http.MethodGet, http.MethodPost, http.MethodDelete:
			if r.URL.Path != "/whoami" {
				guarded.ServeHTTP(w, r)
				return
			}
		}
		mux.ServeHTTP(w, r) // want "of the administrator: no method leads around the guard"
	})
}

type server struct{ given.Deps }

type issued struct {
	ID      string    `json:"id"`
	Key     string    `json:"key"`
	Expires time.Time `json:"expires"`
}

type listed struct {
	ID      string    `json:"id"`
	Name    string    `json:"name"`
	Expires time.Time `json:"expires"`
	Revoked bool      `json:"revoked"`
}

func (s server) issue(w http.ResponseWriter, r *http.Request) {
	var client struct {
		Name string `json:"name"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<16)).Decode(&client); err != nil {
		http.Error(w, "the body must be JSON with a name", http.StatusBadRequest)
		return
	}
	key, err := s.newKey(client.Name)
	if err != nil {
		s.unable(w, err)
		return
	}
	s.Log.Info("key issued", "id", key.ID)
	show(w, key)
}

func (s server) rotate(w http.ResponseWriter, r *http.Request) {
	old, ok := s.Store.Find(r.PathValue("id"))
	if !ok || !live(old, time.Now()) {
		http.NotFound(w, r)
		return
	}
	key, err := s.newKey(old.Name)
	if err != nil {
		s.unable(w, err)
		return
	}
	s.Store.Update(old.ID, func(k *given.Key) {
		if end := time.Now().Add(s.Overlap); end.Before(k.Expires) {
			k.Expires = end
		}
	})
	s.Log.Info("key rotated", "id", old.ID, "new", key.ID)
	show(w, key)
}

func show(w http.ResponseWriter, key issued) {
	w.Header().Set("Cache-Control", "no-store")
	answer(w, http.StatusCreated, key)
}

func (s server) unable(w http.ResponseWriter, err error) {
	s.Log.Error("no key made", "err", err)
	http.Error(w, "no key can be made at present", http.StatusInternalServerError)
}

func (s server) newKey(name string) (issued, error) {
	random := make([]byte, 8+16)
	if _, err := io.ReadFull(s.Rand, random); err != nil {
		return issued{}, fmt.Errorf("reading random bytes: %w", err)
	}
	id := hex.EncodeToString(random[:8])
	key := id + "." + base64.RawURLEncoding.EncodeToString(random[8:])
	expires := time.Now().Add(s.Lifetime)
	sum := sha256.Sum256([]byte(key))
	if !s.Store.Add(given.Key{ID: id, Name: name, Digest: sum[:], Expires: expires}) {
		return issued{}, errors.New("the id is taken")
	}
	return issued{ID: id, Key: key, Expires: expires}, nil
}

func (s server) list(w http.ResponseWriter, _ *http.Request) {
	list := []listed{}
	for _, k := range s.Store.List() {
		list = append(list, listed{ID: k.ID, Name: k.Name, Expires: k.Expires, Revoked: k.Revoked})
	}
	answer(w, http.StatusOK, list)
}

func (s server) revoke(w http.ResponseWriter, r *http.Request) {
	if !s.Store.Update(r.PathValue("id"), func(k *given.Key) { k.Revoked = true }) {
		http.NotFound(w, r)
		return
	}
	s.Log.Info("key revoked", "id", r.PathValue("id"))
	w.WriteHeader(http.StatusNoContent)
}

func (s server) whoami(w http.ResponseWriter, r *http.Request) {
	key, ok := s.authenticate(r.Header.Values("X-API-Key"))
	if !ok {
		refuse(w, `APIKey realm="api"`)
		return
	}
	s.Log.Info("key used", "id", key.ID)
	answer(w, http.StatusOK, map[string]string{"id": key.ID, "name": key.Name})
}

func (s server) authenticate(sent []string) (given.Key, bool) {
	if len(sent) != 1 {
		return given.Key{}, false
	}
	id, _, _ := strings.Cut(sent[0], ".")
	key, ok := s.Store.Find(id)
	sum := sha256.Sum256([]byte(sent[0]))
	if !ok || subtle.ConstantTimeCompare(sum[:], key.Digest) != 1 {
		return given.Key{}, false
	}
	return key, live(key, time.Now())
}

func live(key given.Key, now time.Time) bool {
	return !key.Revoked && now.Before(key.Expires)
}

func (s server) admin(next http.HandlerFunc) http.Handler {
	want := sha256.Sum256([]byte(s.Admin))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sent := r.Header.Values("Authorization")
		if len(sent) != 1 {
			refuse(w, `Bearer realm="keys"`)
			return
		}
		scheme, token, _ := strings.Cut(sent[0], " ")
		got := sha256.Sum256([]byte(strings.TrimLeft(token, " ")))
		if s.Admin == "" || !strings.EqualFold(scheme, "Bearer") || subtle.ConstantTimeCompare(got[:], want[:]) != 1 {
			refuse(w, `Bearer realm="keys"`)
			return
		}
		next(w, r)
	})
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
