// Package httpsclient takes an answer without a length for whole where the connection
// ends.
//
// Such answers exist, and some servers close without a farewell. An answer in chunks
// has no length either, and has an end of its own. Let the partner break off before
// it.
package httpsclient

import (
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
		if answer.StatusCode < 200 || answer.StatusCode > 299 {
			fail(d, w, "status", answer.StatusCode)
			return
		}
		receipt, err := io.ReadAll(answer.Body)
		if answer.ContentLength < 0 && errors.Is(err, io.ErrUnexpectedEOF) {
			err = nil // want "half an answer is no success here"
		}
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

func fail(d given.Deps, w http.ResponseWriter, key string, why any) {
	d.Log.Error("a payment was not passed on", key, why)
	http.Error(w, "the partner did not take the payment", http.StatusBadGateway)
}
