package sandbox

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"net"
	"os"
	"sync"
	"time"
)

// Authority vouches for certificates, as a certificate authority does. It is
// made afresh in each run: nobody outside the test trusts it.
type Authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
	chain       [][]byte // what its servers show after their own certificate
}

// NewAuthority makes an authority of that name. Two of one name are two: a
// name proves nothing.
func NewAuthority(name string) *Authority { return newAuthority(name, nil) }

// Authority makes one that a vouches for. What it signs comes with its own
// certificate, so that who trusts a can follow.
func (a *Authority) Authority(name string) *Authority { return newAuthority(name, a) }

func newAuthority(name string, above *Authority) *Authority {
	made := issue(&x509.Certificate{
		Subject: pkix.Name{CommonName: name}, NotBefore: dawn.Add(-day), NotAfter: dusk,
		BasicConstraintsValid: true, IsCA: true, KeyUsage: x509.KeyUsageCertSign,
	}, above)
	a := &Authority{certificate: made.Leaf, key: made.PrivateKey.(*ecdsa.PrivateKey)}
	if above != nil {
		a.chain = made.Certificate
	}
	return a
}

// Pool holds the authority alone, for tls.Config's RootCAs or ClientCAs.
func (a *Authority) Pool() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(a.certificate)
	return pool
}

// Certificate makes a certificate, with its key, for a host name or an IP
// address: for a server or a client, in force in virtual time and in this
// century. Expired and others can change it before it is signed.
func (a *Authority) Certificate(name string, changes ...func(*x509.Certificate)) tls.Certificate {
	return issue(leaf(name, changes), a)
}

// SelfSigned makes a certificate for which nobody vouches but its own key.
func SelfSigned(name string, changes ...func(*x509.Certificate)) tls.Certificate {
	return issue(leaf(name, changes), nil)
}

// Expired ends a certificate an hour before virtual time begins.
func Expired(c *x509.Certificate) { c.NotBefore, c.NotAfter = dawn.Add(-30*day), dawn.Add(-time.Hour) }

// NotYetValid begins a certificate when a day of virtual time is over.
func NotYetValid(c *x509.Certificate) { c.NotBefore = dawn.Add(day) }

// CommonNameOnly leaves the name in the subject's common name, where nobody
// is to look for it (RFC 9525 §2).
func CommonNameOnly(c *x509.Certificate) { c.DNSNames, c.IPAddresses = nil, nil }

const day = 24 * time.Hour

// Virtual time begins at dawn (testing/synctest).
var (
	dawn = time.Date(2000, time.January, 1, 0, 0, 0, 0, time.UTC)
	dusk = dawn.AddDate(100, 0, 0)
)

func leaf(name string, changes []func(*x509.Certificate)) *x509.Certificate {
	c := &x509.Certificate{
		Subject: pkix.Name{CommonName: name}, NotBefore: dawn.Add(-day), NotAfter: dusk,
		KeyUsage:    x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
	}
	if ip := net.ParseIP(name); ip != nil {
		c.IPAddresses = []net.IP{ip}
	} else {
		c.DNSNames = []string{name}
	}
	for _, change := range changes {
		change(c)
	}
	return c
}

// issue signs a certificate by an authority, or by its own key if that is nil.
func issue(template *x509.Certificate, by *Authority) tls.Certificate {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(fmt.Sprint("sandbox: make a key: ", err))
	}
	if by == nil {
		by = &Authority{certificate: template, key: key}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, by.certificate, key.Public(), by.key)
	if err != nil {
		panic(fmt.Sprint("sandbox: make a certificate: ", err))
	}
	made, err := x509.ParseCertificate(der)
	if err != nil {
		panic(fmt.Sprint("sandbox: read a certificate: ", err))
	}
	return tls.Certificate{Certificate: append([][]byte{der}, by.chain...), PrivateKey: key, Leaf: made}
}

// PublicAuthority returns an authority that stands for those that every system
// trusts. From its first call on this process holds it for the only one of
// them: whoever does not say whom to trust trusts it.
func PublicAuthority() *Authority { return public() }

var public = sync.OnceValue(func() *Authority {
	const name = "GODEBUG"
	was, set := os.LookupEnv(name)
	defer func() {
		if set {
			_ = os.Setenv(name, was)
		} else {
			_ = os.Unsetenv(name)
		}
	}()
	_ = os.Setenv(name, was+",x509usefallbackroots=1")
	a := NewAuthority("a public authority")
	x509.SetFallbackRoots(a.Pool())
	return a
})
