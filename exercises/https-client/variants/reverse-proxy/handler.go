// Package httpsclient is a reverse proxy that rewrites one request and looks
// at what comes back before it lets it through.
package httpsclient

import (
	"bytes"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httputil"
	"net/url"
	"time"

	"gatehouse/exercises/https-client/given"
)

func Handler(d given.Deps) http.Handler {
	partner, err := url.Parse(d.PartnerURL)
	if err != nil {
		panic("the partner's URL cannot be read: " + err.Error())
	}
	proxy := &httputil.ReverseProxy{
		Transport: &http.Transport{
			DialContext:       d.Dial,
			TLSClientConfig:   &tls.Config{RootCAs: d.Roots, MinVersion: tls.VersionTLS12},
			ForceAttemptHTTP2: true,
		},
		Rewrite: func(r *httputil.ProxyRequest) {
			r.Out.URL, r.Out.Host = partner, partner.Host
			r.Out.Header = http.Header{
				"Content-Type":  {"application/json"},
				"Authorization": {"Bearer " + d.PartnerToken},
			}
		},
		ModifyResponse: func(answer *http.Response) error {
			if answer.StatusCode < 200 || answer.StatusCode > 299 {
				return fmt.Errorf("the partner answered %s", answer.Status)
			}
			receipt, err := io.ReadAll(answer.Body)
			answer.Body.Close()
			answer.Body = io.NopCloser(bytes.NewReader(receipt))
			return err
		},
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, err error) {
			d.Log.Error("not paid", "error", err)
			w.WriteHeader(http.StatusBadGateway)
		},
		ErrorLog: log.New(io.Discard, "", 0),
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /payments", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 6*time.Second)
		defer cancel()
		proxy.ServeHTTP(w, r.WithContext(ctx))
	})
	return mux
}
