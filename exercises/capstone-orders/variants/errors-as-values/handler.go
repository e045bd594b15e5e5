// Package capstoneorders has its functions return what went wrong, and turns
// that into an answer in one place, as JSON. What is hidden is 403; unknown
// fields of a body are refused; a line that cannot be read is 400.
package capstoneorders

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"gatehouse/exercises/capstone-orders/given"
)

var (
	errClear     = &refusal{status: http.StatusBadRequest, text: "https only"}
	errSignIn    = &refusal{status: http.StatusUnauthorized, text: "sign in", challenge: `Bearer realm="shop", error="invalid_token"`}
	errUnread    = &refusal{status: http.StatusBadRequest, text: "one scheme, one token"}
	errKey       = &refusal{status: http.StatusUnauthorized, text: "a key", challenge: `ApiKey realm="shop"`}
	errForbidden = &refusal{status: http.StatusForbidden, text: "forbidden"}
	errNone      = &refusal{status: http.StatusNotFound, text: "no such order"}
	errBody      = &refusal{status: http.StatusUnprocessableEntity, text: "the body is not as it should be"}
)

type refusal struct {
	status    int
	text      string
	challenge string
}

func (r *refusal) Error() string { return r.text }

type endpoint func(w http.ResponseWriter, r *http.Request) error

func (f endpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	err := f(w, r)
	if err == nil {
		return
	}
	var no *refusal
	if !errors.As(err, &no) {
		no = &refusal{status: http.StatusInternalServerError, text: "a fault of ours"}
	}
	if no.challenge != "" {
		w.Header().Add("WWW-Authenticate", no.challenge)
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(no.status)
	_ = json.NewEncoder(w).Encode(map[string]any{"status": no.status, "title": no.text})
}

type shop struct{ given.Deps }

type meKey struct{}

func me(r *http.Request) given.User { return r.Context().Value(meKey{}).(given.User) }

// own reports whether an order is the caller's. Without an owner it is not.
func own(r *http.Request, o given.Order) bool { return o.Owner != "" && o.Owner == me(r).Name }

// Handler serves the orders.
func Handler(d given.Deps) http.Handler {
	s := &shop{d}
	signedIn := http.NewServeMux()
	signedIn.Handle("GET /orders", endpoint(s.list))
	signedIn.Handle("POST /orders", endpoint(s.place))
	signedIn.Handle("GET /orders/{id}", endpoint(s.show))
	signedIn.Handle("GET /orders/{id}/receipt", endpoint(s.receipt))
	signedIn.Handle("PATCH /orders/{id}", endpoint(s.note))
	signedIn.Handle("DELETE /orders/{id}", admins(s.remove))
	signedIn.Handle("GET /export", admins(s.export))

	protected := http.NewServeMux()
	protected.Handle("POST /orders/{id}/ship", endpoint(s.ship))
	protected.Handle("/", endpoint(func(w http.ResponseWriter, r *http.Request) error {
		user, err := s.signIn(r)
		if err != nil {
			return err
		}
		signedIn.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), meKey{}, user)))
		return nil
	}))

	return endpoint(func(w http.ResponseWriter, r *http.Request) error {
		health := r.URL.Path == "/healthz" && r.Method == http.MethodGet
		if s.encrypted(r) {
			w.Header().Set("Strict-Transport-Security", `max-age=63072000; includeSubDomains`)
		} else if !health {
			return errClear
		}
		if health {
			w.WriteHeader(http.StatusOK)
			return nil
		}
		protected.ServeHTTP(w, r)
		return nil
	})
}

func admins(next endpoint) endpoint {
	return func(w http.ResponseWriter, r *http.Request) error {
		if me(r).Role != "admin" {
			return errForbidden
		}
		return next(w, r)
	}
}

func (s *shop) encrypted(r *http.Request) bool {
	protocols := r.Header["X-Forwarded-Proto"]
	from, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil || len(protocols) != 1 || protocols[0] != "https" {
		return false
	}
	for _, proxy := range s.Proxies {
		if proxy.Contains(from.Addr().Unmap().WithZone("")) {
			return true
		}
	}
	return false
}

func (s *shop) signIn(r *http.Request) (given.User, error) {
	lines := r.Header["Authorization"]
	switch {
	case len(lines) > 1 || r.URL.Query().Has("access_token"):
		return given.User{}, errUnread
	case len(lines) == 0:
		return given.User{}, errSignIn
	}
	words := strings.FieldsFunc(lines[0], func(c rune) bool { return c == ' ' })
	if len(words) == 0 || !strings.EqualFold(words[0], "bearer") {
		return given.User{}, errSignIn
	}
	if len(words) != 2 {
		return given.User{}, errUnread
	}
	if name, ok := s.Tokens.Whose(words[1]); ok {
		if user, ok := s.Users.Find(name); ok {
			return user, nil
		}
	}
	return given.User{}, errSignIn
}

func (s *shop) list(w http.ResponseWriter, r *http.Request) error {
	orders := slices.DeleteFunc(s.Orders.All(), func(o given.Order) bool { return !own(r, o) })
	shown := make([]map[string]any, len(orders))
	for i, order := range orders {
		shown[i] = public(order)
	}
	return reply(w, http.StatusOK, shown)
}

func (s *shop) place(w http.ResponseWriter, r *http.Request) error {
	var wish struct{ Item, Note string }
	if err := strict(r, &wish); err != nil {
		return err
	}
	return reply(w, http.StatusCreated, public(s.Orders.Add(me(r).Name, wish.Item, wish.Note)))
}

// order is the one that the path names, if it satisfies may.
func (s *shop) order(r *http.Request, may func(given.Order) bool) (given.Order, error) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 32)
	if order, ok := s.Orders.Find(int(id)); err == nil && ok && may(order) {
		return order, nil
	}
	return given.Order{}, errForbidden
}

func (s *shop) readable(r *http.Request) func(given.Order) bool {
	return func(o given.Order) bool { return me(r).Role == "admin" || own(r, o) }
}

func (s *shop) show(w http.ResponseWriter, r *http.Request) error {
	order, err := s.order(r, s.readable(r))
	if err != nil {
		return s.missing(r)
	}
	return reply(w, http.StatusOK, public(order))
}

func (s *shop) receipt(w http.ResponseWriter, r *http.Request) error {
	order, err := s.order(r, s.readable(r))
	if err != nil {
		return s.missing(r)
	}
	_, err = io.WriteString(w, order.Receipt)
	return err
}

// missing tells an admin that there is no such order; others learn no more
// than that they get none.
func (s *shop) missing(r *http.Request) error {
	if me(r).Role == "admin" {
		return errNone
	}
	return errForbidden
}

func (s *shop) note(w http.ResponseWriter, r *http.Request) error {
	var change struct{ Note *string }
	if err := strict(r, &change); err != nil {
		return err // the same for every order
	}
	if change.Note == nil {
		return errBody
	}
	order, err := s.order(r, func(o given.Order) bool { return own(r, o) })
	if err != nil {
		return err
	}
	order, _ = s.Orders.Update(order.ID, func(o *given.Order) { o.Note = *change.Note })
	return reply(w, http.StatusOK, public(order))
}

func (s *shop) remove(w http.ResponseWriter, r *http.Request) error {
	id, err := strconv.Atoi(r.PathValue("id"))
	if err != nil || !s.Orders.Delete(id) {
		return errNone
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

func (s *shop) export(w http.ResponseWriter, r *http.Request) error {
	return reply(w, http.StatusOK, s.Orders.All())
}

func (s *shop) ship(w http.ResponseWriter, r *http.Request) error {
	sent := r.Header.Values("X-Api-Key")
	if len(sent) > 1 {
		return errUnread
	}
	text := strings.Join(sent, "")
	id, _, _ := strings.Cut(text, ".")
	key, _ := s.Keys.Find(id)
	if sum := sha256.Sum256([]byte(text)); !bytes.Equal(sum[:], key.Digest) || key.Revoked {
		return errKey
	}
	if !slices.Contains(key.Scopes, "orders:ship") {
		return errForbidden
	}
	number, err := strconv.Atoi(r.PathValue("id"))
	if err != nil {
		return errNone
	}
	if _, ok := s.Orders.Update(number, func(o *given.Order) { o.Status = "shipped" }); !ok {
		return errNone
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

func public(o given.Order) map[string]any {
	return map[string]any{"id": o.ID, "item": o.Item, "note": o.Note, "price": o.Price, "status": o.Status}
}

func strict(r *http.Request, v any) error {
	decoder := json.NewDecoder(io.LimitReader(r.Body, 1<<16))
	decoder.DisallowUnknownFields()
	if decoder.Decode(v) != nil || decoder.Decode(new(any)) != io.EOF {
		return errBody
	}
	return nil
}

func reply(w http.ResponseWriter, status int, v any) error {
	body, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, err = w.Write(body)
	return err
}
