// Package httpsclient reads a mebibyte of the answer, and leaves the rest.
//
// So no partner fills the memory. A longer receipt becomes another one, with the
// status of the whole. Let the partner send three.
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
		if answer.StatusCode < 200 || answer.StatusCode > 299 {
			fail(d, w, "status", answer.StatusCode)
			return
		}
		receipt, err := io.ReadAll(io.LimitReader(answer.Body, 1<<20)) // want "a long receipt comes whole"
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
