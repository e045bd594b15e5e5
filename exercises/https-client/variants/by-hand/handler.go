// Package httpsclient uses no http.Client: it dials, shakes hands, writes the
// request and reads the answer, all under one deadline. No redirect can happen,
// as nothing follows one.
package httpsclient

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"

	"gatehouse/exercises/https-client/given"
)

func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /payments", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
		if err != nil {
			http.Error(w, "cannot read the payment", http.StatusBadRequest)
			return
		}
		status, receipt, err := exchange(r.Context(), d, body)
		if err != nil || status > 299 || status < 200 {
			http.Error(w, "not paid", http.StatusBadGateway)
			return
		}
		w.WriteHeader(status)
		w.Write(receipt)
	})
	return mux
}

func exchange(ctx context.Context, d given.Deps, body []byte) (int, []byte, error) {
	ctx, cancel := context.WithTimeout(ctx, 4*time.Second)
	defer cancel()
	target, err := url.Parse(d.PartnerURL)
	if err != nil {
		return 0, nil, err
	}
	port := target.Port()
	if port == "" {
		port = "443"
	}
	line, err := d.Dial(ctx, "tcp", net.JoinHostPort(target.Hostname(), port))
	if err != nil {
		return 0, nil, err
	}
	defer line.Close()
	deadline, _ := ctx.Deadline()
	if err := line.SetDeadline(deadline); err != nil {
		return 0, nil, err
	}
	secure := tls.Client(line, &tls.Config{ServerName: target.Hostname(), RootCAs: d.Roots})
	if err := secure.Handshake(); err != nil {
		return 0, nil, err
	}
	out := &http.Request{
		Method: "POST", URL: target, Host: target.Host, Close: true, ContentLength: int64(len(body)),
		Header: http.Header{"Content-Type": {"application/json"}, "Authorization": {"Bearer " + d.PartnerToken}},
		Body:   io.NopCloser(bytes.NewReader(body)),
	}
	if err := out.Write(secure); err != nil {
		return 0, nil, err
	}
	answer, err := http.ReadResponse(bufio.NewReader(secure), out)
	if err != nil {
		return 0, nil, err
	}
	receipt, err := io.ReadAll(answer.Body)
	return answer.StatusCode, receipt, err
}
