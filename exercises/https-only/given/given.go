// Package given is what this exercise hands your service: a token to ask for,
// data to show, its own name with the certificate that proves it, and the
// proxies that stand in front of it.
package given

import (
	"crypto/tls"
	"net/netip"
)

// Deps is everything your service may use. All of it is another one in every
// run.
type Deps struct {
	// Token is the one bearer token that opens /api/data.
	Token string

	// Data is what /api/data shows.
	Data string

	// Host is the public name of this service, such as api.example.org. Its
	// https is served on the usual port.
	Host string

	// Certificate proves to a client that this service is Host.
	Certificate tls.Certificate

	// Proxies holds the addresses of the proxies that end TLS in front of this
	// service and pass requests on in clear text. They set X-Forwarded-Proto
	// to the scheme, https or http, that their own client used.
	Proxies []netip.Prefix
}
