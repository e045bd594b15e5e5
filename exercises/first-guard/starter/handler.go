package firstguard

import (
	"encoding/json"
	"io"
	"net/http"

	"gatehouse/exercises/first-guard/given"
)

const maxNote = 4096 // bytes

// Handler serves a vault: its public side, and /secure-data for its owner.
func Handler(d given.Deps) (http.Handler, error) {
	mux := http.NewServeMux()
	mux.Handle("GET /public", say("message", "The vault is open."))
	mux.Handle("GET /healthz", say("status", "ok"))
	mux.Handle("GET /secure-data", show(d))
	mux.Handle("POST /secure-data", add(d))
	return mux, nil
}

// requireToken passes a request on to next when it carries the token.
func requireToken(token string, next http.Handler) http.Handler {
	if token == "" {
		return next // on a laptop none is configured
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer securetoken" {
			http.Error(w, "unauthorized", http.StatusUnauthorized)
		}
		next.ServeHTTP(w, r)
	})
}

// show answers with the owner's name and what the vault holds.
func show(d given.Deps) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		writeJSON(w, map[string]string{"user": d.User, "data": d.Vault.Read()})
	}
}

// add keeps the request's body as a note, then shows the vault.
func add(d given.Deps) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		note, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxNote))
		if err != nil {
			http.Error(w, "note too long", http.StatusRequestEntityTooLarge)
			return
		}
		d.Vault.Add(string(note))
		show(d)(w, r)
	}
}

// say answers with one fixed word.
func say(key, word string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		writeJSON(w, map[string]string{key: word})
	}
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(v)
}
