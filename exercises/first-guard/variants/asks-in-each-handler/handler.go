// Package firstguard has no middleware: each guarded handler asks for the
// owner in its first line, and a method on the dependencies answers.
package firstguard

import (
	"crypto/hmac"
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	"gatehouse/exercises/first-guard/given"
)

type api struct{ given.Deps }

// Handler registers methods of api.
func Handler(d given.Deps) (http.Handler, error) {
	a, mux := api{d}, http.NewServeMux()
	mux.HandleFunc("GET /public", a.public)
	mux.HandleFunc("GET /healthz", func(http.ResponseWriter, *http.Request) {})
	mux.HandleFunc("GET /secure-data", a.read)
	mux.HandleFunc("POST /secure-data", a.write)
	return mux, nil
}

func (a api) public(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	fmt.Fprintf(w, `{"message":%q}`, "nothing here is secret")
}

func (a api) read(w http.ResponseWriter, r *http.Request) {
	if !a.owner(w, r) {
		return
	}
	a.show(w)
}

func (a api) write(w http.ResponseWriter, r *http.Request) {
	if !a.owner(w, r) {
		return
	}
	note, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 4096))
	if err != nil {
		http.Error(w, "note too long", http.StatusRequestEntityTooLarge)
		return
	}
	a.Vault.Add(string(note))
	a.show(w)
}

func (a api) show(w http.ResponseWriter) {
	body, err := json.MarshalIndent(map[string]any{"user": a.User, "data": a.Vault.Read()}, "", "  ")
	if err != nil {
		http.Error(w, "cannot show the vault", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Write(body)
}

// owner reports whether the owner calls, and refuses everybody else.
func (a api) owner(w http.ResponseWriter, r *http.Request) bool {
	sent, want := r.Header.Get("Authorization"), "Bearer "+a.Token
	if a.Token != "" && hmac.Equal([]byte(sent), []byte(want)) {
		return true
	}
	w.Header().Set("WWW-Authenticate", "Bearer")
	http.Error(w, "no", http.StatusUnauthorized)
	return false
}
