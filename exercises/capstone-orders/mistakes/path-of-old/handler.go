// Package capstoneorders keeps the old address of orders open.
//
// Receipts that were printed last year show it. It was never guarded, and
// leads to the same orders. Ask below /v1.
package capstoneorders

import (
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"gatehouse/exercises/capstone-orders/given"
)

func Handler(d given.Deps) http.Handler {
	s := service{d}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", s.health)
	mux.HandleFunc("GET /orders", s.user(s.list))
	mux.HandleFunc("POST /orders", s.user(s.add))
	mux.HandleFunc("GET /orders/{id}", s.user(s.show))
	mux.HandleFunc("GET /orders/{id}/receipt", s.user(s.receipt))
	mux.HandleFunc("PATCH /orders/{id}", s.user(s.change))
	mux.HandleFunc("DELETE /orders/{id}", s.admin(s.remove))
	mux.HandleFunc("GET /export", s.admin(s.export))
	mux.HandleFunc("POST /orders/{id}/ship", s.program("orders:ship", s.ship))
	mux.HandleFunc("GET /v1/orders/{id}", func(w http.ResponseWriter, r *http.Request) {
		order, _ := s.find(r)
		given.Answer(w, http.StatusOK, shown(order)) // want "no spelling of the path leads around the guard"
	})
	return s.overHTTPS(mux)
}

type service struct{ given.Deps }

func (s service) overHTTPS(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.cameOverHTTPS(r) {
			w.Header().Set("Strict-Transport-Security", "max-age=31536000")
		} else if r.URL.Path != "/healthz" {
			http.Error(w, "only over https", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (s service) cameOverHTTPS(r *http.Request) bool {
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	peer, err := netip.ParseAddr(host)
	ours := func(proxy netip.Prefix) bool { return proxy.Contains(peer.Unmap()) }
	if err != nil || !slices.ContainsFunc(s.Proxies, ours) {
		return false
	}
	return slices.Equal(r.Header.Values("X-Forwarded-Proto"), []string{"https"})
}

func (s service) user(next func(given.User, http.ResponseWriter, *http.Request)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		name, ok := s.Tokens.Whose(bearer(r))
		if ok {
			var me given.User
			if me, ok = s.Users.Find(name); ok {
				next(me, w, r)
				return
			}
		}
		w.Header().Set("WWW-Authenticate", `Bearer realm="orders"`)
		http.Error(w, "a good token is needed", http.StatusUnauthorized)
	}
}

func bearer(r *http.Request) string {
	lines := r.Header.Values("Authorization")
	if len(lines) != 1 {
		return ""
	}
	scheme, token, _ := strings.Cut(lines[0], " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimLeft(token, " ")
}

func (s service) admin(next http.HandlerFunc) http.HandlerFunc {
	return s.user(func(me given.User, w http.ResponseWriter, r *http.Request) {
		if me.Role != "admin" {
			http.Error(w, "only for administrators", http.StatusForbidden)
			return
		}
		next(w, r)
	})
}

func (s service) program(scope string, next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		key, ok := s.key(r)
		if !ok {
			w.Header().Set("WWW-Authenticate", `APIKey realm="orders"`)
			http.Error(w, "a good key is needed", http.StatusUnauthorized)
			return
		}
		if !slices.Contains(key.Scopes, scope) {
			http.Error(w, "this key may not do that", http.StatusForbidden)
			return
		}
		next(w, r)
	}
}

func (s service) key(r *http.Request) (given.Key, bool) {
	lines := r.Header.Values("X-API-Key")
	if len(lines) != 1 {
		return given.Key{}, false
	}
	id, _, _ := strings.Cut(lines[0], ".")
	key, ok := s.Keys.Find(id)
	sum := sha256.Sum256([]byte(lines[0]))
	return key, ok && subtle.ConstantTimeCompare(sum[:], key.Digest) == 1 && !key.Revoked
}

func (s service) health(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintln(w, "ok")
}

func (s service) list(me given.User, w http.ResponseWriter, r *http.Request) {
	own := []view{}
	for _, order := range s.Orders.All() {
		if owns(me, order) {
			own = append(own, shown(order))
		}
	}
	given.Answer(w, http.StatusOK, own)
}

func (s service) add(me given.User, w http.ResponseWriter, r *http.Request) {
	var body struct {
		Item string `json:"item"`
		Note string `json:"note"`
	}
	if !given.Read(w, r, &body) {
		return
	}
	given.Answer(w, http.StatusCreated, shown(s.Orders.Add(me.Name, body.Item, body.Note)))
}

func (s service) show(me given.User, w http.ResponseWriter, r *http.Request) {
	order, ok := s.find(r)
	if !ok || !mayRead(me, order) {
		hide(w)
		return
	}
	given.Answer(w, http.StatusOK, shown(order))
}

func (s service) receipt(me given.User, w http.ResponseWriter, r *http.Request) {
	order, ok := s.find(r)
	if !ok || !mayRead(me, order) {
		hide(w)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	fmt.Fprintln(w, order.Receipt)
}

func (s service) change(me given.User, w http.ResponseWriter, r *http.Request) {
	order, ok := s.find(r)
	if !ok || !owns(me, order) {
		hide(w)
		return
	}
	var body struct {
		Note *string `json:"note"`
	}
	if !given.Read(w, r, &body) {
		return
	}
	if body.Note == nil {
		http.Error(w, "a note is needed", http.StatusBadRequest)
		return
	}
	order, ok = s.Orders.Update(order.ID, func(o *given.Order) { o.Note = *body.Note })
	if !ok {
		hide(w)
		return
	}
	given.Answer(w, http.StatusOK, shown(order))
}

func (s service) remove(w http.ResponseWriter, r *http.Request) {
	order, ok := s.find(r)
	if !ok {
		hide(w)
		return
	}
	s.Orders.Delete(order.ID)
	w.WriteHeader(http.StatusNoContent)
}

func (s service) ship(w http.ResponseWriter, r *http.Request) {
	order, ok := s.find(r)
	if !ok {
		hide(w)
		return
	}
	s.Orders.Update(order.ID, func(o *given.Order) { o.Status = "shipped" })
	w.WriteHeader(http.StatusNoContent)
}

func (s service) export(w http.ResponseWriter, r *http.Request) {
	given.Answer(w, http.StatusOK, s.Orders.All())
}

func (s service) find(r *http.Request) (given.Order, bool) {
	id, err := strconv.Atoi(r.PathValue("id"))
	if err != nil {
		return given.Order{}, false
	}
	return s.Orders.Find(id)
}

func owns(me given.User, order given.Order) bool {
	return order.Owner != "" && order.Owner == me.Name
}

func mayRead(me given.User, order given.Order) bool {
	return owns(me, order) || me.Role == "admin"
}

func hide(w http.ResponseWriter) {
	http.Error(w, "no such order", http.StatusNotFound)
}

type view struct {
	ID     int    `json:"id"`
	Item   string `json:"item"`
	Note   string `json:"note"`
	Price  int    `json:"price"`
	Status string `json:"status"`
}

func shown(o given.Order) view {
	return view{o.ID, o.Item, o.Note, o.Price, o.Status}
}
