// Package apikeyrotation takes a key from the query where no header came.
//
// It helps who tries the route in a browser, and the header still works. But
// addresses end in logs and histories, and so does the key. A request with the
// key in the query alone shows it.
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

// Handler lets the administrator issue, list, rotate and revoke keys under
// /keys, and tells whoever has a live key whose it is at /whoami.
func Handler(d given.Deps) http.Handler {
	s := server{d}
	mux := http.NewServeMux()
	mux.Handle("POST /keys", s.admin(s.issue))
	mux.Handle("GET /keys", s.admin(s.list))
	mux.Handle("POST /keys/{id}/rotate", s.admin(s.rotate))
	mux.Handle("DELETE /keys/{id}", s.admin(s.revoke))
	mux.HandleFunc("GET /whoami", s.whoami)
	return mux
}

type server struct{ given.Deps }

// issued is the only answer that holds a key.
type issued struct {
	ID      string    `json:"id"`
	Key     string    `json:"key"`
	Expires time.Time `json:"expires"`
}

// listed is what a list shows of a key: a type of its own, so that a new
// field of the record is not published by being added.
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
	// A dead key has nothing to hand on. Else rotating would be a way to
	// bring a revoked key back.
	if !ok || !live(old, time.Now()) {
		http.NotFound(w, r)
		return
	}
	key, err := s.newKey(old.Name)
	if err != nil {
		s.unable(w, err)
		return
	}
	// Only now, as there is a key to change over to.
	s.Store.Update(old.ID, func(k *given.Key) {
		// The overlap shortens a life and never lengthens it: not that of a
		// key about to expire, nor of one rotated before.
		if end := time.Now().Add(s.Overlap); end.Before(k.Expires) {
			k.Expires = end
		}
	})
	s.Log.Info("key rotated", "id", old.ID, "new", key.ID)
	show(w, key)
}

// show sends a new key, the one time that it is shown.
func show(w http.ResponseWriter, key issued) {
	w.Header().Set("Cache-Control", "no-store")
	answer(w, http.StatusCreated, key)
}

// unable answers that no key was made. Why is for the log only.
func (s server) unable(w http.ResponseWriter, err error) {
	s.Log.Error("no key made", "err", err)
	http.Error(w, "no key can be made at present", http.StatusInternalServerError)
}

// newKey makes a key and stores what is needed to know it again. After an
// error nothing is stored.
func (s server) newKey(name string) (issued, error) {
	// 8 bytes for the id, which everybody may see, and 16 for the secret.
	// ReadFull, as Read may be content with fewer.
	random := make([]byte, 8+16)
	if _, err := io.ReadFull(s.Rand, random); err != nil {
		return issued{}, fmt.Errorf("reading random bytes: %w", err)
	}
	id := hex.EncodeToString(random[:8])
	key := id + "." + base64.RawURLEncoding.EncodeToString(random[8:])
	expires := time.Now().Add(s.Lifetime)
	// Of the key itself only the digest stays here.
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
	// A mark and no overlap: who revokes believes that the key was stolen.
	if !s.Store.Update(r.PathValue("id"), func(k *given.Key) { k.Revoked = true }) {
		http.NotFound(w, r)
		return
	}
	s.Log.Info("key revoked", "id", r.PathValue("id"))
	w.WriteHeader(http.StatusNoContent)
}

func (s server) whoami(w http.ResponseWriter, r *http.Request) {
	sent := r.Header.Values("X-API-Key")
	if len(sent) == 0 {
		sent = r.URL.Query()["api_key"] // want "the credential counts in its own header field only"
	}
	key, ok := s.authenticate(sent)
	if !ok {
		refuse(w, `APIKey realm="api"`)
		return
	}
	s.Log.Info("key used", "id", key.ID)
	answer(w, http.StatusOK, map[string]string{"id": key.ID, "name": key.Name})
}

// authenticate returns the record of the key that was sent, and whether that
// key is good now. sent holds the value of every X-API-Key line.
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

// live reports whether the key of this record is good at now.
func live(key given.Key, now time.Time) bool {
	return !key.Revoked && now.Before(key.Expires)
}

// admin lets next answer the administrator only.
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
		// Without the first condition an empty token would equal an empty
		// configuration.
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
	// The status is out; an error here is the connection's, and ends with it.
	_ = json.NewEncoder(w).Encode(v)
}
