// Package httpsclient passes payments on to a partner that proves itself
// first.
package httpsclient

import (
	"crypto/tls"
	"io"
	"net/http"
	"time"

	"gatehouse/exercises/https-client/given"
)

// mostAnswer is how long an answer of the partner's may be.
const mostAnswer = 1 << 20

// Handler takes payments and passes them on to the partner.
func Handler(d given.Deps) http.Handler {
	client := &http.Client{
		// For all of it: the connection, the handshake, the answer's last byte.
		Timeout: 5 * time.Second,
		Transport: &http.Transport{
			DialContext: d.Dial,
			TLSClientConfig: &tls.Config{
				// In place of the system's authorities, and not beside them.
				// Name, date and signature are checked as they always are.
				RootCAs:    d.Roots,
				MinVersion: tls.VersionTLS12, // Go's default, said aloud
			},
		},
		// Where a redirect leads is the partner's word; where our token goes
		// is ours.
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
			// No second try in another way: who can break the connection
			// would choose the way.
			fail(d, w, "error", err)
			return
		}
		defer answer.Body.Close()
		if answer.StatusCode < 200 || answer.StatusCode > 299 {
			fail(d, w, "status", answer.StatusCode)
			return
		}
		// All of it is read before the first byte goes on: once the status
		// is out, nothing can say that the rest did not come.
		receipt, err := io.ReadAll(http.MaxBytesReader(nil, answer.Body, mostAnswer))
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

// fail tells the log why, and the caller only that it is not the caller's
// fault.
func fail(d given.Deps, w http.ResponseWriter, key string, why any) {
	d.Log.Error("a payment was not passed on", key, why)
	http.Error(w, "the partner did not take the payment", http.StatusBadGateway)
}
