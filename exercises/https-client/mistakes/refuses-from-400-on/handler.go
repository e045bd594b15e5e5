// Package httpsclient takes every status below 400 for a success.
//
// From 400 on it is an error, and redirects are not followed. What is left between
// the two says that there is something elsewhere, or nothing new, and no receipt.
// Let the partner answer 304.
package httpsclient

import (
	"crypto/tls"
	"io"
	"net/http"
	"time"

	"gatehouse/exercises/https-client/given"
)

func Handler(d given.Deps) http.Handler {
	client := &http.Client{
		Timeout: 5 * time.Second,
		Transport: &http.Transport{
			DialContext:     d.Dial,
			TLSClientConfig: &tls.Config{RootCAs: d.Roots},
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
		if answer.StatusCode >= 400 || answer.Header.Get("Location") != "" {
			fail(d, w, "status", answer.StatusCode)
			return
		}
		receipt, err := io.ReadAll(answer.Body)
		if err != nil {
			fail(d, w, "error", err)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(answer.StatusCode) // want "what the partner refuses is no success here"
		w.Write(receipt)
	})
	return mux
}

func fail(d given.Deps, w http.ResponseWriter, key string, why any) {
	d.Log.Error("a payment was not passed on", key, why)
	http.Error(w, "the partner did not take the payment", http.StatusBadGateway)
}
