// Package httpsclient makes each connection itself, with its handshake, and
// uses none again. It looks at the payment before it goes out, and tells a
// partner that was too slow from one that failed.
package httpsclient

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"time"

	"gatehouse/exercises/https-client/given"
)

type service struct {
	given.Deps
	client *http.Client
}

func Handler(d given.Deps) http.Handler {
	s := &service{Deps: d}
	s.client = &http.Client{
		Transport: &http.Transport{DialTLSContext: s.dial, DialContext: noClearText, DisableKeepAlives: true},
		CheckRedirect: func(next *http.Request, _ []*http.Request) error {
			return fmt.Errorf("the partner redirects to %q", next.URL.Host)
		},
	}
	mux := http.NewServeMux()
	mux.Handle("/payments", s)
	return mux
}

func (s *service) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	conn, err := s.Dial(ctx, network, address)
	if err != nil {
		return nil, err
	}
	secure := tls.Client(conn, &tls.Config{RootCAs: s.Roots, ServerName: host, MinVersion: tls.VersionTLS12})
	if err := secure.HandshakeContext(ctx); err != nil {
		conn.Close()
		return nil, err
	}
	return secure, nil
}

func noClearText(context.Context, string, string) (net.Conn, error) {
	return nil, errors.New("payments do not go out in clear text")
}

func (s *service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", "POST")
		http.Error(w, "POST only", http.StatusMethodNotAllowed)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<16))
	if err != nil || !json.Valid(body) {
		http.Error(w, "a payment is JSON", http.StatusBadRequest)
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), 9*time.Second)
	defer cancel()
	status, receipt, err := s.pay(ctx, body)
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded):
		http.Error(w, "the partner takes too long", http.StatusGatewayTimeout)
	case err != nil:
		s.Log.Warn("payment failed", "error", err)
		http.Error(w, "the partner failed", http.StatusBadGateway)
	default:
		w.WriteHeader(status)
		w.Write(receipt)
	}
}

func (s *service) pay(ctx context.Context, body []byte) (int, []byte, error) {
	out, err := http.NewRequestWithContext(ctx, "POST", s.PartnerURL, bytes.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	out.Header = http.Header{"Content-Type": {"application/json"}, "Authorization": {"Bearer " + s.PartnerToken}}
	answer, err := s.client.Do(out)
	if err != nil {
		return 0, nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode/100 != 2 {
		return 0, nil, fmt.Errorf("status %d", answer.StatusCode)
	}
	receipt, err := io.ReadAll(answer.Body)
	return answer.StatusCode, receipt, err
}
