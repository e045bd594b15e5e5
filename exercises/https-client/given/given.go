// Package given is what this exercise hands your handler: the partner that
// payments go to, and the way there.
package given

import (
	"context"
	"crypto/x509"
	"log/slog"
	"net"
)

// Deps is everything your handler may use. All of it is another one in every
// run.
type Deps struct {
	// PartnerURL is where payments go, such as
	// https://pay.example.org/v1/payments. It is an https URL always.
	PartnerURL string

	// PartnerToken is the bearer token that the partner asks for. Whoever
	// holds it can pay with our money.
	PartnerToken string

	// Roots holds the authorities whose word on the partner counts. It
	// is never nil.
	Roots *x509.CertPool

	// Dial opens a connection to an address such as pay.example.org:443, as a
	// net.Dialer does it. Like the network, it cannot promise who answers.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)

	// Log is where your handler may write what happened.
	Log *slog.Logger
}
