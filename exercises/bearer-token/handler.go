// Package bearertoken shows a card number to who sends the right bearer
// token.
package bearertoken

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"net/http"
	"strings"

	"gatehouse/exercises/bearer-token/given"
)

// Handler serves a greeting to everybody, and the card to who sends d.Token
// in the one Authorization line of the request.
func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /public", func(w http.ResponseWriter, r *http.Request) {
		writeJSON(w, map[string]string{"message": "Everybody may read this."})
	})
	mux.Handle("GET /secure-data", onlyWith(d.Token, func(w http.ResponseWriter, r *http.Request) {
		writeJSON(w, map[string]string{"card": d.Card})
	}))
	return mux
}

// onlyWith lets a request through to next when it carries want.
func onlyWith(want string, next http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got, sent := bearer(r.Header)
		if !sent {
			// No token, so nothing to call wrong: a challenge without an
			// error code (RFC 6750 §3.1).
			refuse(w, `Bearer realm="api"`)
			return
		}
		if !same(got, want) {
			refuse(w, `Bearer realm="api", error="invalid_token"`)
			return
		}
		next(w, r)
	})
}

// bearer returns the token in the Authorization line, and whether there was
// one: a token returned with true is never empty.
func bearer(h http.Header) (string, bool) {
	lines := h.Values("Authorization")
	if len(lines) != 1 {
		// Of two lines, whichever we read, somebody before or behind us
		// reads the other.
		return "", false
	}
	// Cut says whether the blank was there; TrimPrefix would not. It cuts
	// at the blank alone: a tab is no separator (RFC 9110 §11.4).
	scheme, rest, found := strings.Cut(lines[0], " ")
	// The scheme's name may be written in either case (RFC 9110 §11.1).
	if !found || !strings.EqualFold(scheme, "Bearer") {
		return "", false
	}
	// One or more blanks may stand before the token (RFC 6750 §2.1).
	token := strings.TrimLeft(rest, " ")
	// Never hand on an empty token: it would equal an empty configuration.
	return token, token != ""
}

// same compares two tokens in a time that tells nothing of where they
// differ. The digests are of one length, so that of the token stays untold,
// too.
func same(got, want string) bool {
	g, w := sha256.Sum256([]byte(got)), sha256.Sum256([]byte(want))
	return subtle.ConstantTimeCompare(g[:], w[:]) == 1
}

func refuse(w http.ResponseWriter, challenge string) {
	// A 401 carries a challenge (RFC 9110 §15.5.2), set before the status
	// goes out: after it, no header is sent any more.
	w.Header().Set("WWW-Authenticate", challenge)
	http.Error(w, "unauthorized", http.StatusUnauthorized)
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(v)
}
