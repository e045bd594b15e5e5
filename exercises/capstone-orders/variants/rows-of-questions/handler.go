// Package capstoneorders has a row for each route: who is asked, and which
// order they may have it for. The row is carried out by one function; what it
// refuses has the same words everywhere, and ids that are no number are 400.
package capstoneorders

import (
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"

	"gatehouse/exercises/capstone-orders/given"
)

// caller is a user, or a program with a key.
type caller struct {
	user given.User
	key  *given.Key
}

type row struct {
	pattern string
	who     func(*http.Request) (caller, int)
	may     func(caller) bool
	order   func(caller, given.Order) bool // nil where the route is about no order
	do      func(caller, given.Order, http.ResponseWriter, *http.Request)
}

// Handler serves the orders.
func Handler(d given.Deps) http.Handler {
	users := func(r *http.Request) (caller, int) { return user(d, r) }
	programs := func(r *http.Request) (caller, int) { return program(d, r) }
	anybody := func(caller) bool { return true }
	admin := func(c caller) bool { return c.user.Role == "admin" }
	ships := func(c caller) bool { return strings.Contains(" "+strings.Join(c.key.Scopes, " ")+" ", " orders:ship ") }
	own := func(c caller, o given.Order) bool { return c.user.Name != "" && c.user.Name == o.Owner }
	either := func(c caller, o given.Order) bool { return own(c, o) || admin(c) }
	every := func(caller, given.Order) bool { return true }

	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(http.ResponseWriter, *http.Request) {})
	for _, row := range []row{
		{"GET /orders", users, anybody, nil, func(c caller, _ given.Order, w http.ResponseWriter, _ *http.Request) {
			list := []map[string]any{}
			for _, order := range d.Orders.All() {
				if own(c, order) {
					list = append(list, public(order))
				}
			}
			given.Answer(w, http.StatusOK, list)
		}},
		{"POST /orders", users, anybody, nil, func(c caller, _ given.Order, w http.ResponseWriter, r *http.Request) {
			body := map[string]any{}
			if !given.Read(w, r, &body) {
				return
			}
			item, _ := body["item"].(string)
			note, _ := body["note"].(string)
			given.Answer(w, http.StatusCreated, public(d.Orders.Add(c.user.Name, item, note)))
		}},
		{"GET /orders/{id}", users, anybody, either, func(_ caller, o given.Order, w http.ResponseWriter, _ *http.Request) {
			given.Answer(w, http.StatusOK, public(o))
		}},
		{"GET /orders/{id}/receipt", users, anybody, either, func(_ caller, o given.Order, w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, o.Receipt)
		}},
		{"PATCH /orders/{id}", users, anybody, own, func(_ caller, o given.Order, w http.ResponseWriter, r *http.Request) {
			var body struct{ Note any }
			if !given.Read(w, r, &body) {
				return
			}
			note, ok := body.Note.(string)
			if !ok {
				http.Error(w, "no note", http.StatusUnprocessableEntity)
				return
			}
			o, _ = d.Orders.Update(o.ID, func(o *given.Order) { o.Note = note })
			given.Answer(w, http.StatusOK, public(o))
		}},
		{"DELETE /orders/{id}", users, admin, every, func(_ caller, o given.Order, w http.ResponseWriter, _ *http.Request) {
			d.Orders.Delete(o.ID)
			w.WriteHeader(http.StatusNoContent)
		}},
		{"GET /export", users, admin, nil, func(_ caller, _ given.Order, w http.ResponseWriter, _ *http.Request) {
			given.Answer(w, http.StatusOK, d.Orders.All())
		}},
		{"POST /orders/{id}/ship", programs, ships, every, func(_ caller, o given.Order, w http.ResponseWriter, _ *http.Request) {
			d.Orders.Update(o.ID, func(o *given.Order) { o.Status = "shipped" })
			w.WriteHeader(http.StatusNoContent)
		}},
	} {
		mux.HandleFunc(row.pattern, func(w http.ResponseWriter, r *http.Request) {
			c, status := row.who(r)
			if status == http.StatusUnauthorized {
				w.Header().Add("WWW-Authenticate", `Bearer realm="orders"`)
				w.Header().Add("WWW-Authenticate", `X-API-Key realm="orders"`)
			} else if status == 0 && !row.may(c) {
				status = http.StatusForbidden
			}
			var order given.Order
			if status == 0 && row.order != nil {
				id, err := strconv.Atoi(r.PathValue("id"))
				found, ok := d.Orders.Find(id)
				switch {
				case err != nil:
					status = http.StatusBadRequest
				case !ok || !row.order(c, found):
					status = http.StatusNotFound
				default:
					order = found
				}
			}
			if status != 0 {
				http.Error(w, http.StatusText(status), status)
				return
			}
			row.do(c, order, w, r)
		})
	}
	return door(d, mux)
}

// door lets https in, and to what is public everybody.
func door(d given.Deps, inside http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case https(d, r):
			w.Header().Set("Strict-Transport-Security", "max-age=31536001; preload")
			inside.ServeHTTP(w, r)
		case r.Method == http.MethodGet && r.URL.Path == "/healthz":
			inside.ServeHTTP(w, r)
		default:
			http.Error(w, "https, please", http.StatusNotFound)
		}
	})
}

func https(d given.Deps, r *http.Request) bool {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return false
	}
	from, err := netip.ParseAddr(host)
	if err != nil {
		return false
	}
	for _, proxy := range d.Proxies {
		if proxy.Contains(from.Unmap()) {
			lines := r.Header.Values("X-Forwarded-Proto")
			return len(lines) == 1 && lines[0] == "https"
		}
	}
	return false
}

func user(d given.Deps, r *http.Request) (caller, int) {
	lines := r.Header.Values("Authorization")
	if len(lines) > 1 {
		return caller{}, http.StatusBadRequest
	}
	if len(lines) == 1 && len(lines[0]) > 7 && strings.EqualFold(lines[0][:7], "bearer ") {
		if name, ok := d.Tokens.Whose(strings.TrimLeft(lines[0][7:], " ")); ok {
			if user, ok := d.Users.Find(name); ok {
				return caller{user: user}, 0
			}
		}
	}
	return caller{}, http.StatusUnauthorized
}

func program(d given.Deps, r *http.Request) (caller, int) {
	lines := r.Header.Values("X-API-Key")
	if len(lines) > 1 {
		return caller{}, http.StatusBadRequest
	}
	for _, line := range lines {
		id, _, dot := strings.Cut(line, ".")
		key, ok := d.Keys.Find(id)
		digest := sha256.Sum256([]byte(line))
		if dot && ok && !key.Revoked && len(key.Digest) == sha256.Size && subtle.ConstantTimeCompare(digest[:], key.Digest) == 1 {
			return caller{key: &key}, 0
		}
	}
	return caller{}, http.StatusUnauthorized
}

func public(o given.Order) map[string]any {
	return map[string]any{"id": o.ID, "item": o.Item, "note": o.Note, "price": o.Price, "status": o.Status}
}
