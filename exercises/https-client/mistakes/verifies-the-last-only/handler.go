// Package httpsclient verifies the last of the certificates that are shown, and
// the name in the first.
//
// The last one is nearest to the authority, and the first is the partner's. That
// the one follows from the other, nobody has checked: the list is whatever the
// other side sends. Let a stranger put a certificate of the authority's behind his
// own.
package httpsclient

import (
	"crypto/tls"
	"crypto/x509"
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
	last := s.PeerCertificates[len(s.PeerCertificates)-1]
	options := x509.VerifyOptions{Roots: d.Roots, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny}}
	if _, err := last.Verify(options); err != nil { // want "a good certificate behind a bad one proves nothing"
		return err
	}
	return s.PeerCertificates[0].VerifyHostname(s.ServerName)
}

func fail(d given.Deps, w http.ResponseWriter, key string, why any) {
	d.Log.Error("a payment was not passed on", key, why)
	http.Error(w, "the partner did not take the payment", http.StatusBadGateway)
}
