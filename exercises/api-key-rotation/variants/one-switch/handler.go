// Package apikeyrotation has one function that switches over method and path,
// asks for the administrator before it says whether a path exists, and takes
// an end that lies in the record alone: a revoked key has expired now.
package apikeyrotation

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"time"

	"gatehouse/exercises/api-key-rotation/given"
)

func Handler(d given.Deps) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/whoami" {
			whoami(d, w, r)
			return
		}
		if !isAdmin(d.Admin, r) {
			w.Header().Set("WWW-Authenticate", `Bearer realm="keys", scope="admin"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		path := strings.Split(strings.TrimPrefix(r.URL.Path, "/"), "/")
		switch {
		case path[0] != "keys" || len(path) > 3:
			http.NotFound(w, r)
		case r.Method == "GET" && len(path) == 1:
			ids := []any{}
			for _, k := range d.Store.List() {
				ids = append(ids, map[string]any{"id": k.ID, "name": k.Name, "until": k.Expires})
			}
			write(w, http.StatusOK, ids)
		case r.Method == "POST" && len(path) == 1:
			var in struct{ Name string }
			if json.NewDecoder(r.Body).Decode(&in) != nil {
				w.WriteHeader(http.StatusBadRequest)
				return
			}
			issue(d, w, in.Name, "")
		case r.Method == "POST" && len(path) == 3 && path[2] == "rotate":
			k, ok := d.Store.Find(path[1])
			if !ok || time.Now().Compare(k.Expires) >= 0 {
				http.NotFound(w, r)
				return
			}
			issue(d, w, k.Name, k.ID)
		case r.Method == "DELETE" && len(path) == 2:
			now := time.Now()
			if d.Store.Update(path[1], func(k *given.Key) { k.Expires = now }) {
				d.Log.Info("ended", "id", path[1])
			}
			w.WriteHeader(http.StatusNoContent)
		default:
			w.Header().Set("Allow", "GET, POST, DELETE")
			w.WriteHeader(http.StatusMethodNotAllowed)
		}
	})
}

// issue answers with a new key for name; replaces is the id of the key that
// it follows, or empty.
func issue(d given.Deps, w http.ResponseWriter, name, replaces string) {
	var text []string
	for range 2 {
		b := make([]byte, 24)
		for done := 0; done < len(b); {
			n, err := d.Rand.Read(b[done:])
			if err != nil {
				d.Log.Error("no random bytes", "err", err)
				w.WriteHeader(http.StatusInternalServerError)
				return
			}
			done += n
		}
		text = append(text, base64.URLEncoding.EncodeToString(b))
	}
	now := time.Now()
	id, secret := text[0], "gh_"+text[1]
	d.Store.Add(given.Key{ID: id, Name: name, Digest: hash(id, secret), Expires: now.Add(d.Lifetime)})
	if replaces != "" {
		d.Store.Update(replaces, func(k *given.Key) {
			if k.Expires.Sub(now) > d.Overlap {
				k.Expires = now.Add(d.Overlap)
			}
		})
	}
	d.Log.Info("issued", "id", id, "after", replaces)
	write(w, http.StatusCreated, map[string]any{"key": id + "." + secret, "id": id, "overlap": d.Overlap.String()})
}

func whoami(d given.Deps, w http.ResponseWriter, r *http.Request) {
	if r.Method != "GET" && r.Method != "HEAD" {
		w.Header().Set("Allow", "GET, HEAD")
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	if sent := r.Header.Values("X-API-Key"); len(sent) == 1 {
		if dot := strings.IndexByte(sent[0], '.'); dot > 0 {
			id, secret := sent[0][:dot], sent[0][dot+1:]
			k, ok := d.Store.Find(id)
			if ok && bytes.Equal(k.Digest, hash(id, secret)) && time.Until(k.Expires) > 0 {
				d.Log.Info("let in", "id", id)
				write(w, http.StatusOK, map[string]string{"id": k.ID, "name": k.Name})
				return
			}
		}
	}
	w.Header().Set("WWW-Authenticate", `APIKey realm="api"`)
	http.Error(w, `{"error":"unauthorized"}`, http.StatusUnauthorized)
}

func hash(id, secret string) []byte {
	h := sha256.New()
	_, _ = io.WriteString(h, id+"\x00"+secret)
	return h.Sum(nil)
}

func isAdmin(want string, r *http.Request) bool {
	lines := r.Header.Values("Authorization")
	if want == "" || len(lines) != 1 || len(lines[0]) < len("Bearer ") {
		return false
	}
	scheme, rest := lines[0][:len("Bearer")], lines[0][len("Bearer"):]
	token := strings.TrimLeft(rest, " ")
	a, b := sha256.Sum256([]byte(token)), sha256.Sum256([]byte(want))
	return strings.EqualFold(scheme, "Bearer") && rest[0] == ' ' && a == b
}

func write(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}
