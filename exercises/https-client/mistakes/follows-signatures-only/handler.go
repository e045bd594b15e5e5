// Package httpsclient follows the signatures from one certificate to the next, up to one
// that the authority has signed.
//
// Each step is verified. Who has signed may have been no authority: every customer
// holds a key that can sign. Let one of them sign a certificate for the partner.
package httpsclient

import (
	"crypto/tls"
	"crypto/x509"
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
	if err := s.PeerCertificates[0].VerifyHostname(s.ServerName); err != nil {
		return err
	}
	for i, c := range s.PeerCertificates {
		if _, err := c.Verify(x509.VerifyOptions{Roots: d.Roots}); err == nil {
			return nil
		}
		now := time.Now()
		if i+1 == len(s.PeerCertificates) || now.Before(c.NotBefore) || now.After(c.NotAfter) {
			break
		}
		by := s.PeerCertificates[i+1]
		if err := by.CheckSignature(c.SignatureAlgorithm, c.RawTBSCertificate, c.Signature); err != nil { // want "a customer of the authority vouches for nobody"
			return err
		}
	}
	return errors.New("nobody vouches for the certificate")
}

func fail(d given.Deps, w http.ResponseWriter, key string, why any) {
	d.Log.Error("a payment was not passed on", key, why)
	http.Error(w, "the partner did not take the payment", http.StatusBadGateway)
}
