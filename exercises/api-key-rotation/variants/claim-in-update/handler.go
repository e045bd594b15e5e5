// Package apikeyrotation draws the new key's text before it touches anything,
// and then asks and shortens the old record within one Update, so that a
// revocation at the same moment cannot slip in between. Handlers are methods
// of two types, one for each kind of caller; digests are SHA-512/256.
package apikeyrotation

import (
	"crypto/sha512"
	"crypto/subtle"
	"encoding/binary"
	"encoding/json"
	"io"
	"math/big"
	"net/http"
	"strings"
	"time"

	"gatehouse/exercises/api-key-rotation/given"
)

func Handler(d given.Deps) http.Handler {
	admin, client := &adminAPI{d}, &clientAPI{d}
	mux := http.NewServeMux()
	mux.HandleFunc("/whoami", client.whoami)
	mux.HandleFunc("GET /keys", admin.only(admin.list))
	mux.HandleFunc("POST /keys", admin.only(admin.issue))
	mux.HandleFunc("POST /keys/{id}/rotate", admin.only(admin.rotate))
	mux.HandleFunc("DELETE /keys/{id}", admin.only(admin.revoke))
	return mux
}

type (
	adminAPI  struct{ d given.Deps }
	clientAPI struct{ d given.Deps }
	fresh     struct{ id, text string }
)

// draw makes the text of a key that is not in the store yet.
func draw(source io.Reader) (fresh, error) {
	var number uint64
	if err := binary.Read(source, binary.BigEndian, &number); err != nil {
		return fresh{}, err
	}
	var secret [18]byte
	if _, err := io.ReadFull(source, secret[:]); err != nil {
		return fresh{}, err
	}
	id := "key-" + new(big.Int).SetUint64(number).Text(36)
	return fresh{id, id + "." + new(big.Int).SetBytes(secret[:]).Text(10)}, nil
}

func (f fresh) record(name string, lifetime time.Duration) given.Key {
	sum := sha512.Sum512_256([]byte(f.text))
	return given.Key{ID: f.id, Name: name, Digest: sum[:], Expires: time.Now().Add(lifetime)}
}

func (a *adminAPI) issue(w http.ResponseWriter, r *http.Request) {
	in := struct{ Name *string }{}
	err := json.NewDecoder(r.Body).Decode(&in)
	if err != nil || in.Name == nil {
		http.Error(w, "name?", http.StatusUnprocessableEntity)
		return
	}
	key, err := draw(a.d.Rand)
	if err != nil || !a.d.Store.Add(key.record(*in.Name, a.d.Lifetime)) {
		http.Error(w, "try again", http.StatusServiceUnavailable)
		return
	}
	a.d.Log.Info("issue", "key", key.id)
	a.show(w, key)
}

func (a *adminAPI) rotate(w http.ResponseWriter, r *http.Request) {
	key, err := draw(a.d.Rand)
	if err != nil {
		http.Error(w, "try again", http.StatusServiceUnavailable)
		return
	}
	name, alive := "", false
	a.d.Store.Update(r.PathValue("id"), func(old *given.Key) {
		now := time.Now()
		name, alive = old.Name, !old.Revoked && old.Expires.After(now)
		if end := now.Add(a.d.Overlap); alive && old.Expires.After(end) {
			old.Expires = end
		}
	})
	if !alive {
		http.Error(w, "there is no such live key", http.StatusConflict)
		return
	}
	a.d.Store.Add(key.record(name, a.d.Lifetime))
	a.d.Log.Info("rotate", "key", r.PathValue("id"), "new_key", key.id)
	a.show(w, key)
}

func (a *adminAPI) show(w http.ResponseWriter, key fresh) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Location", "/keys/"+key.id)
	w.WriteHeader(http.StatusCreated)
	_ = json.NewEncoder(w).Encode(map[string]string{"id": key.id, "key": key.text})
}

func (a *adminAPI) list(w http.ResponseWriter, _ *http.Request) {
	all := a.d.Store.List()
	rows := make([]struct {
		ID      string `json:"id"`
		Prefix  string `json:"prefix"`
		Name    string
		Ended   bool
		Expires time.Time
	}, len(all))
	for i, key := range all {
		rows[i].ID, rows[i].Prefix, rows[i].Name, rows[i].Expires = key.ID, key.ID+".", key.Name, key.Expires
		rows[i].Ended = key.Revoked || !key.Expires.After(time.Now())
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(rows)
}

func (a *adminAPI) revoke(w http.ResponseWriter, r *http.Request) {
	a.d.Store.Update(r.PathValue("id"), func(key *given.Key) {
		key.Revoked = true
		a.d.Log.Info("revoke", "key", key.ID)
	})
	w.WriteHeader(http.StatusNoContent)
}

func (a *adminAPI) only(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		lines := r.Header.Values("Authorization")
		if len(lines) == 1 && a.d.Admin != "" {
			word, token, _ := strings.Cut(lines[0], " ")
			token = strings.TrimLeft(token, " ")
			if strings.EqualFold(word, "bearer") && subtle.ConstantTimeCompare([]byte(token), []byte(a.d.Admin)) == 1 {
				next(w, r)
				return
			}
		}
		w.Header().Add("WWW-Authenticate", "Bearer")
		http.Error(w, "no", http.StatusUnauthorized)
	}
}

func (c *clientAPI) whoami(w http.ResponseWriter, r *http.Request) {
	sent := r.Header.Values("X-API-Key")
	if len(sent) != 1 {
		sent = []string{""}
	}
	id, _, _ := strings.Cut(sent[0], ".")
	key, ok := c.d.Store.Find(id)
	sum := sha512.Sum512_256([]byte(sent[0]))
	if !ok || subtle.ConstantTimeCompare(key.Digest, sum[:]) != 1 || key.Revoked || !key.Expires.After(time.Now()) {
		w.Header().Set("WWW-Authenticate", "APIKey")
		http.Error(w, "no", http.StatusUnauthorized)
		return
	}
	c.d.Log.Info("whoami", "key", key.ID)
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]string{"id": key.ID, "name": key.Name})
}
