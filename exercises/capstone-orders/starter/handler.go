// Package capstoneorders keeps the orders of a shop, for its customers, its
// administrators and the programs of those who deliver.
package capstoneorders

import (
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"gatehouse/exercises/capstone-orders/given"
)

// Handler serves the orders.
func Handler(d given.Deps) http.Handler {
	s := service{d}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", s.health)
	// The warehouse fetches this one at night.
	mux.HandleFunc("GET /export", s.export)
	mux.HandleFunc("GET /orders", s.user(s.list))
	mux.HandleFunc("POST /orders", s.user(s.add))
	mux.HandleFunc("GET /orders/{id}", s.user(s.show))
	mux.HandleFunc("GET /orders/{id}/receipt", s.user(s.receipt))
	mux.HandleFunc("PATCH /orders/{id}", s.user(s.change))
	mux.HandleFunc("DELETE /orders/{id}", s.admin(s.remove))
	mux.HandleFunc("POST /orders/{id}/ship", s.program("orders:ship", s.ship))
	return s.overHTTPS(mux)
}

type service struct{ given.Deps }

// overHTTPS lets next answer what came over https.
func (s service) overHTTPS(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Forwarded-Proto") == "https" {
			w.Header().Set("Strict-Transport-Security", "max-age=31536000")
		} else if r.URL.Path != "/healthz" {
			// No redirect: what was sent in clear text was sent already.
			http.Error(w, "only over https", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// user lets next answer a user with a good token.
func (s service) user(next func(given.User, http.ResponseWriter, *http.Request)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		token := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
		if name, ok := s.Tokens.Whose(token); ok {
			if me, ok := s.Users.Find(name); ok {
				next(me, w, r)
				return
			}
		}
		http.Error(w, "you may not do that", http.StatusForbidden)
	}
}

// admin lets next answer an administrator.
func (s service) admin(next http.HandlerFunc) http.HandlerFunc {
	return s.user(func(me given.User, w http.ResponseWriter, r *http.Request) {
		if !strings.Contains(me.Role, "admin") {
			http.Error(w, "only for administrators", http.StatusForbidden)
			return
		}
		next(w, r)
	})
}

// program lets next answer a program whose key has the scope.
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

// key returns the record of the key that was sent, and whether it is good.
func (s service) key(r *http.Request) (given.Key, bool) {
	lines := r.Header.Values("X-API-Key")
	if len(lines) != 1 {
		return given.Key{}, false
	}
	id, _, _ := strings.Cut(lines[0], ".")
	key, ok := s.Keys.Find(id)
	sum := sha256.Sum256([]byte(lines[0]))
	return key, ok && subtle.ConstantTimeCompare(sum[:], key.Digest) == 1
}

func (s service) health(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintln(w, "ok")
}

func (s service) list(me given.User, w http.ResponseWriter, r *http.Request) {
	own := []given.Order{}
	for _, order := range s.Orders.All() {
		if owns(me, order) {
			own = append(own, order)
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
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	fmt.Fprintln(w, order.Receipt)
}

func (s service) change(me given.User, w http.ResponseWriter, r *http.Request) {
	order, ok := s.find(r)
	if !ok {
		hide(w)
		return
	}
	// What the body leaves out keeps the value that it has.
	if !given.Read(w, r, &order) {
		return
	}
	order, _ = s.Orders.Update(order.ID, func(o *given.Order) { *o = order })
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

// find returns the order that the path names. Whose it is, it does not ask.
func (s service) find(r *http.Request) (given.Order, bool) {
	id, err := strconv.Atoi(r.PathValue("id"))
	if err != nil {
		return given.Order{}, false
	}
	return s.Orders.Find(id)
}

// owns reports whether an order is somebody's. One without an owner is
// nobody's, also where a user has no name.
func owns(me given.User, order given.Order) bool {
	return order.Owner != "" && order.Owner == me.Name
}

// mayRead reports whether somebody may read an order.
func mayRead(me given.User, order given.Order) bool {
	return owns(me, order) || me.Role == "admin"
}

// hide answers that there is no such order.
func hide(w http.ResponseWriter) {
	http.Error(w, "no such order", http.StatusNotFound)
}

// view is what the outside sees of an order.
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
