// Package httpsclient compares the name of who signed with the names of its
// authorities.
//
// The issuer stands in each certificate, and a stranger's has another. Unless the
// stranger calls his authority the same. Nothing here looks at a signature.
package httpsclient

import (
	"bytes"
	"crypto/tls"
	"errors"
	"io"
	"net/http"
	"time"

	"gatehouse/exercises/https-client/given"
)

func Handler(d given.Deps) http.Handler {
	client := &http.Client{
		Timeout: 5 * time.Second,
		Transport: &http.Transport{
			DialContext: d.Dial,
			TLSClientConfig: &tls.Config{
				InsecureSkipVerify: true, // verify does it instead
				VerifyConnection:   func(s tls.ConnectionState) error { return verify(d, s) },
			},
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /payments", func(w http.ResponseWriter, r *http.Request) {
		payment, err := http.NewRequestWithContext(r.Context(), http.MethodPost, d.PartnerURL, r.Body)
		if err != nil {
			fail(d, w, "error", err)
			return
		}
		payment.Header.Set("Content-Type", "application/json")
		payment.Header.Set("Authorization", "Bearer "+d.PartnerToken)
		answer, err := client.Do(payment)
		if err != nil {
			fail(d, w, "error", err)
			return
		}
		defer answer.Body.Close()
		if answer.StatusCode < 200 || answer.StatusCode > 299 {
			fail(d, w, "status", answer.StatusCode)
			return
		}
		receipt, err := io.ReadAll(answer.Body)
		if err != nil {
			fail(d, w, "error", err)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(answer.StatusCode)
		w.Write(receipt)
	})
	return mux
}

func verify(d given.Deps, s tls.ConnectionState) error {
	leaf, last := s.PeerCertificates[0], s.PeerCertificates[len(s.PeerCertificates)-1]
	now := time.Now()
	if now.Before(leaf.NotBefore) || now.After(leaf.NotAfter) {
		return errors.New("the certificate is not in force")
	}
	for _, subject := range d.Roots.Subjects() {
		if bytes.Equal(last.RawIssuer, subject) { // want "an authority's name proves nothing"
			return leaf.VerifyHostname(s.ServerName)
		}
	}
	return errors.New("nobody we know signed it")
}

func fail(d given.Deps, w http.ResponseWriter, key string, why any) {
	d.Log.Error("a payment was not passed on", key, why)
	http.Error(w, "the partner did not take the payment", http.StatusBadGateway)
}
