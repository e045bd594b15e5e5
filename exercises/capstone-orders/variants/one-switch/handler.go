// Package capstoneorders finds its routes without a mux. It asks for the
// token before it looks for a route, answers clear text with 426, and offers no
// HEAD.
package capstoneorders

import (
	"crypto/hmac"
	"crypto/sha256"
	"net/http"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gatehouse/exercises/capstone-orders/given"
)

type service given.Deps

// Handler serves the orders.
func Handler(d given.Deps) http.Handler { s := service(d); return &s }

var onOrder = regexp.MustCompile(`^/orders/([0-9]{1,9})(/receipt|/ship)?$`)

func (s *service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	health := r.Method == http.MethodGet && r.URL.Path == "/healthz"
	https := s.https(r)
	if https {
		w.Header()["Strict-Transport-Security"] = []string{"max-age=31536000"}
	}
	switch {
	case health:
		_, _ = w.Write([]byte("fine\n"))
		return
	case !https:
		w.Header().Set("Upgrade", "TLS/1.2, HTTP/1.1")
		w.Header().Set("Connection", "Upgrade")
		w.WriteHeader(http.StatusUpgradeRequired)
		return
	case r.Method == http.MethodHead || r.Method == http.MethodOptions:
		w.Header().Set("Allow", "GET, POST, PATCH, DELETE")
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}

	id, part := 0, ""
	if match := onOrder.FindStringSubmatch(r.URL.Path); match != nil {
		id, _ = strconv.Atoi(match[1])
		part = "/{id}" + match[2]
	}
	if r.Method == http.MethodPost && part == "/{id}/ship" {
		s.ship(w, r, id)
		return
	}

	user := s.user(r)
	if user == nil {
		w.Header().Set("WWW-Authenticate", `bearer realm=orders`)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	admin := user.Role == "admin"
	order, ok := s.Orders.Find(id)
	own := ok && order.Owner != "" && order.Owner == user.Name
	see := own || ok && admin

	what := r.Method + " " + part
	if part == "" {
		what = r.Method + " " + r.URL.Path
	}
	switch {
	case what == "GET /orders":
		own := make([]fields, 0, 8)
		for _, order := range s.Orders.All() {
			if user.Name != "" && order.Owner == user.Name {
				own = append(own, outside(order))
			}
		}
		given.Answer(w, http.StatusOK, own)
	case what == "POST /orders":
		var body fields
		if given.Read(w, r, &body) {
			given.Answer(w, http.StatusCreated, outside(s.Orders.Add(user.Name, body.Item, body.Note)))
		}
	case what == "GET /{id}" && see:
		given.Answer(w, http.StatusOK, outside(order))
	case what == "GET /{id}/receipt" && see:
		_, _ = w.Write([]byte(order.Receipt))
	case what == "PATCH /{id}" && own:
		s.change(w, r, id)
	case what == "DELETE /{id}" && !admin, what == "GET /export" && !admin:
		http.Error(w, "not for you", http.StatusForbidden)
	case what == "DELETE /{id}" && ok:
		s.Orders.Delete(id)
		w.WriteHeader(http.StatusNoContent)
	case what == "GET /export":
		given.Answer(w, http.StatusOK, s.Orders.All())
	default:
		http.NotFound(w, r)
	}
}

func (s *service) change(w http.ResponseWriter, r *http.Request, id int) {
	var body map[string]any
	if !given.Read(w, r, &body) {
		return
	}
	note, ok := body["note"].(string)
	if !ok || len(body) > 1 {
		http.Error(w, "a note, and nothing else", http.StatusBadRequest)
		return
	}
	order, _ := s.Orders.Update(id, func(o *given.Order) { o.Note = note })
	given.Answer(w, http.StatusOK, outside(order))
}

func (s *service) ship(w http.ResponseWriter, r *http.Request, id int) {
	var key given.Key
	good := false
	if lines := r.Header.Values("X-API-Key"); len(lines) == 1 {
		name, _, _ := strings.Cut(lines[0], ".")
		sum := sha256.Sum256([]byte(lines[0]))
		key, good = s.Keys.Find(name)
		good = good && !key.Revoked && hmac.Equal(sum[:], key.Digest)
	}
	switch {
	case !good:
		w.Header().Set("WWW-Authenticate", "Key")
		w.WriteHeader(http.StatusUnauthorized)
	case slices.Index(key.Scopes, "orders:ship") < 0:
		w.WriteHeader(http.StatusForbidden)
	default:
		if _, ok := s.Orders.Update(id, func(o *given.Order) { o.Status = "shipped" }); !ok {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	}
}

func (s *service) https(r *http.Request) bool {
	from, err := netip.ParseAddrPort(r.RemoteAddr)
	return err == nil && strings.Join(r.Header.Values("X-Forwarded-Proto"), "|") == "https" &&
		slices.ContainsFunc(s.Proxies, func(p netip.Prefix) bool { return p.Contains(from.Addr().Unmap()) })
}

var authorization = regexp.MustCompile(`^(?i:bearer) +([A-Za-z0-9._~+/-]+=*)$`)

func (s *service) user(r *http.Request) *given.User {
	lines := r.Header.Values("Authorization")
	if len(lines) != 1 {
		return nil
	}
	match := authorization.FindStringSubmatch(lines[0])
	if match == nil {
		return nil
	}
	name, ok := s.Tokens.Whose(match[1])
	if !ok {
		return nil
	}
	user, ok := s.Users.Find(name)
	if !ok {
		return nil
	}
	return &user
}

type fields struct {
	ID     int    `json:"id"`
	Item   string `json:"item"`
	Note   string `json:"note"`
	Price  int    `json:"price"`
	Status string `json:"status"`
}

func outside(o given.Order) fields {
	return fields{ID: o.ID, Item: o.Item, Note: o.Note, Price: o.Price, Status: o.Status}
}
