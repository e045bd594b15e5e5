// Package bearertoken answers 400 where no token can be read, with the code
// invalid_request of RFC 6750 §3.1, and 401 where none came or a wrong one.
package bearertoken

import (
	"crypto/subtle"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"gatehouse/exercises/bearer-token/given"
)

var (
	errMissing   = errors.New("no token")
	errMalformed = errors.New("the Authorization header is malformed")
)

// Handler serves a greeting to everybody, and the card to who sends the
// token.
func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/public", func(w http.ResponseWriter, r *http.Request) {
		writeJSON(w, map[string]string{"message": "Everybody may read this."})
	})
	mux.HandleFunc("/secure-data", func(w http.ResponseWriter, r *http.Request) {
		token, err := bearer(r)
		switch {
		case errors.Is(err, errMissing):
			refuse(w, http.StatusUnauthorized, `Bearer realm="api"`)
		case err != nil:
			refuse(w, http.StatusBadRequest, `Bearer realm="api", error="invalid_request"`)
		case d.Token == "" || subtle.ConstantTimeCompare([]byte(token), []byte(d.Token)) != 1:
			refuse(w, http.StatusUnauthorized, `Bearer realm="api", error="invalid_token"`)
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			w.Header().Set("Allow", "GET, HEAD")
			w.WriteHeader(http.StatusMethodNotAllowed)
		default:
			writeJSON(w, map[string]string{"card": d.Card})
		}
	})
	return mux
}

// bearer returns the token of the request, or why there is none.
func bearer(r *http.Request) (string, error) {
	lines := r.Header["Authorization"]
	switch len(lines) {
	case 0:
		return "", errMissing
	case 1:
	default:
		return "", errMalformed
	}
	scheme, rest, found := strings.Cut(lines[0], " ")
	if !strings.EqualFold(scheme, "bearer") || !found {
		return "", errMalformed
	}
	token := strings.TrimLeft(rest, " ")
	if token == "" || strings.ContainsAny(token, " \t,") {
		return "", errMalformed
	}
	return token, nil
}

func refuse(w http.ResponseWriter, status int, challenge string) {
	w.Header().Set("WWW-Authenticate", challenge)
	http.Error(w, http.StatusText(status), status)
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(v)
}
