package sandbox

import (
	"crypto/tls"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
)

// Request is what a caller sends, byte for byte: nothing is tidied on the
// way. It is a value; its methods return changed copies.
type Request struct {
	method, target, proto string
	host                  string
	fields                []field
	body                  string
	announced             int         // bytes of a body that is announced and never sent
	raw                   string      // all of the request, in place of the rest
	from                  string      // the caller's address, as the server sees it
	tls                   *tls.Config // the caller's side of TLS; nil in clear text
}

type field struct{ name, value string }

// Get is a GET request for target, a path with its query.
func Get(target string) Request { return Call("GET", target) }

// Call is a request with any method.
func Call(method, target string) Request {
	return Request{method: method, target: target, proto: "HTTP/1.1", host: "sandbox"}
}

// Raw is a request given as its bytes, line ends and all.
func Raw(request string) Request {
	method, _, _ := strings.Cut(request, " ")
	return Request{raw: request, method: method}
}

// With adds a header field. A field of the same name is kept beside it, and
// both are sent as they are written here.
func (r Request) With(name, value string) Request {
	r.fields = append(slices.Clip(r.fields), field{name, value})
	return r
}

// Bearer adds Authorization: Bearer token (RFC 6750 §2.1).
func (r Request) Bearer(token string) Request { return r.With("Authorization", "Bearer "+token) }

// Body adds a body with its Content-Type and Content-Length.
func (r Request) Body(contentType, body string) Request {
	r.body = body
	return r.With("Content-Type", contentType)
}

// Method is the same request with another method.
func (r Request) Method(method string) Request { r.method = method; return r }

// Target is the same request for another path and query.
func (r Request) Target(target string) Request { r.target = target; return r }

// Host is the same request with another Host field.
func (r Request) Host(host string) Request { r.host = host; return r }

// From is the same request from another network address, such as 127.0.0.1.
func (r Request) From(address string) Request { r.from = address; return r }

func (r Request) query(query string) Request {
	mark := "?"
	if strings.Contains(r.target, "?") {
		mark = "&"
	}
	r.target += mark + query
	return r
}

// String returns the bytes that are sent.
func (r Request) String() string {
	if r.raw != "" {
		return r.raw
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s\r\nHost: %s\r\n", r.method, r.target, r.proto, r.host)
	for _, f := range r.fields {
		fmt.Fprintf(&b, "%s: %s\r\n", f.name, f.value)
	}
	if size := len(r.body) + r.announced; size > 0 {
		fmt.Fprintf(&b, "Content-Length: %d\r\n", size)
	}
	b.WriteString("\r\n" + r.body)
	return b.String()
}

// Curl returns the request as a command line that can be pasted into a POSIX
// shell, for a service on localhost:8080 (over TLS, 8443), or "" where curl
// would tidy it up or cannot send it.
func (r Request) Curl() string {
	secure, can := r.curlTLS()
	if !can || r.elsewhere() || !r.fitsCurl() {
		return ""
	}
	args := []string{"curl", "-i"}
	switch {
	case r.method == "HEAD":
		args[1] = "-I"
	case r.method != "GET" || r.body != "":
		args = append(args, "-X", quote(r.method))
	}
	args = append(args, secure...)
	if strings.ContainsAny(r.target, "[]{}") {
		args = append(args, "-g") // else curl takes them for patterns
	}
	if r.proto == "HTTP/1.0" {
		args = append(args, "--http1.0")
	}
	if r.host != "sandbox" {
		args = append(args, "-H", quote("Host: "+r.host))
	}
	for _, f := range r.fields {
		if !f.fitsCurl() {
			return ""
		}
		line := f.name + ": " + f.value
		if f.value == "" {
			line = f.name + ";" // curl's way to say an empty field
		}
		args = append(args, "-H", quote(line))
	}
	if r.body != "" {
		args = append(args, "--data-raw", quote(r.body))
	}
	line := strings.Join(append(args, r.curlTarget()...), " ")
	if len(line) > mostArgument {
		return ""
	}
	return line
}

// fitsCurl reports whether curl sends all but the fields as it is. It would cut
// a target at a "#", and takes none with a blank.
func (r Request) fitsCurl() bool {
	switch {
	case r.raw != "", r.announced > 0, r.method == "HEAD" && r.body != "":
		return false
	case r.target == "", strings.ContainsAny(r.target, " #"), r.host == "", strings.TrimSpace(r.host) != r.host:
		return false
	}
	return isToken(r.method) && printable(r.target+r.host+r.body)
}

// fitsCurl reports whether curl sends a field as it is. It sends one Host in
// place of two, and reads fields from a file where "@" begins the name.
func (f field) fitsCurl() bool {
	blank := f.value != "" && strings.TrimSpace(f.value) == ""
	return isToken(f.name) && !strings.EqualFold(f.name, "Host") && printable(f.value) && !blank
}

// isToken reports whether text is a name as HTTP has them (RFC 9110 §5.6.2).
func isToken(text string) bool {
	p := challengeParser{rest: text}
	return p.token() == text && text != ""
}

// mostArgument is how long an argument of a command may be, in bytes: Linux
// takes no longer one.
const mostArgument = 128<<10 - 1

// elsewhere reports whether the caller's address is none that this machine has.
func (r Request) elsewhere() bool { return r.from != "" && !net.ParseIP(r.from).IsLoopback() }

func (r Request) curlTarget() []string {
	service := "http://localhost:8080"
	if r.tls != nil {
		service = "https://localhost:8443"
	}
	if !strings.HasPrefix(r.target, "/") {
		return []string{"--request-target", quote(r.target), service + "/"}
	}
	if strings.Contains(r.target, "/.") || strings.HasPrefix(r.target, "//") {
		return []string{"--path-as-is", quote(service + r.target)}
	}
	return []string{quote(service + r.target)}
}

func printable(text string) bool {
	return !strings.ContainsFunc(text, func(c rune) bool { return c < ' ' || c > '~' })
}

// quote wraps text for a POSIX shell where it needs wrapping. A tilde at the
// beginning of a word would become a folder.
func quote(text string) string {
	plain := func(c rune) bool { return !strings.ContainsRune("/:.-_=+@%", c) && !isAlphanumeric(c) }
	if !strings.ContainsFunc(text, plain) {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}

func isAlphanumeric(c rune) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// mostShown is how many bytes of a request or a response are kept to be shown.
const mostShown = 64 << 10

// cut leaves the rest of a long text out, and says so.
func cut(text string) string {
	if len(text) <= mostShown {
		return text
	}
	return fmt.Sprintf("%s… (%d bytes in all)", strings.ToValidUTF8(text[:mostShown], ""), len(text))
}

// legible writes bytes that are not UTF-8 as \xNN.
func legible(bytes string) string {
	text := strings.ToValidUTF8(bytes, "\x00\x00")
	if text == bytes {
		return bytes
	}
	var b strings.Builder
	for i := 0; i < len(bytes); i++ {
		if c := bytes[i]; c < 0x80 {
			b.WriteByte(c)
		} else {
			b.WriteString(`\x` + strconv.FormatUint(uint64(c), 16))
		}
	}
	return b.String()
}
