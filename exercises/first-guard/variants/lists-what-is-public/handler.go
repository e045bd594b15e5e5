// Package firstguard keeps a list of public paths and asks for the token on
// every other one, known or not, before any routing. A token that is not
// configured is one that nobody can send.
package firstguard

import (
	"crypto/subtle"
	"encoding/json"
	"io"
	"net/http"

	"gatehouse/exercises/first-guard/given"
)

var public = map[string]string{
	"/public":  `{"message":"hello, whoever you are"}`,
	"/healthz": `{"status":"ok"}`,
}

// Handler never fails: without a token only the public side is served.
func Handler(d given.Deps) (http.Handler, error) {
	return &server{given: d, want: []byte("Bearer " + d.Token)}, nil
}

type server struct {
	given given.Deps
	want  []byte
}

// ServeHTTP decides who may, then what is asked.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if body, ok := public[r.URL.Path]; ok && (r.Method == "GET" || r.Method == "HEAD") {
		w.Header().Set("Content-Type", "application/json")
		io.WriteString(w, body)
		return
	}
	sent := []byte(r.Header.Get("Authorization"))
	if s.given.Token == "" || subtle.ConstantTimeCompare(sent, s.want) == 0 {
		w.Header().Set("WWW-Authenticate", `Bearer realm="the vault", charset="UTF-8"`)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	s.owner(w, r)
}

func (s *server) owner(w http.ResponseWriter, r *http.Request) {
	switch {
	case r.URL.Path != "/secure-data":
		http.NotFound(w, r)
		return
	case r.Method == "POST":
		note, err := io.ReadAll(io.LimitReader(r.Body, 8<<10))
		if err != nil {
			http.Error(w, "cannot read the note", http.StatusBadRequest)
			return
		}
		s.given.Vault.Add(string(note))
	case r.Method != "GET" && r.Method != "HEAD":
		w.Header().Set("Allow", "GET, HEAD, POST")
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	json.NewEncoder(w).Encode(struct {
		User string `json:"user"`
		Data string `json:"data"`
	}{s.given.User, s.given.Vault.Read()})
}
