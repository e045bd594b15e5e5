// Package httpsclient gives up when nothing has come for five seconds.
//
// A partner that is stuck is noticed soon, and a long answer is not cut off on the
// way. A slow one never ends. Let the partner send a byte each second.
package httpsclient

import (
	"context"
	"crypto/tls"
	"io"
	"net/http"
	"time"

	"gatehouse/exercises/https-client/given"
)

func Handler(d given.Deps) http.Handler {
	client := &http.Client{
		Transport: &http.Transport{
			DialContext:     d.Dial,
			TLSClientConfig: &tls.Config{RootCAs: d.Roots},
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /payments", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithCancel(r.Context())
		defer cancel()
		patience := time.AfterFunc(5*time.Second, cancel)
		defer patience.Stop()
		payment, err := http.NewRequestWithContext(ctx, http.MethodPost, d.PartnerURL, r.Body)
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
		var receipt []byte
		for piece := make([]byte, 4096); err == nil; {
			var n int
			n, err = answer.Body.Read(piece)
			receipt = append(receipt, piece[:n]...)
			patience.Reset(5 * time.Second) // want "a partner that answers drop by drop keeps nobody waiting"
		}
		if err == io.EOF {
			err = nil
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
