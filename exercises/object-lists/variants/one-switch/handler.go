// Package objectlists routes by hand and hides with 403. A list that is asked
// for by a name is cut down to those orders that are the name's and the
// caller's: of another name, none. HEAD is not offered, and what is no number
// is refused everywhere.
package objectlists

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strconv"

	"gatehouse/exercises/object-lists/given"
)

var address = regexp.MustCompile(`^/users/([^/]+)/orders/(\d{1,9})$`)

func Handler(d given.Deps) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		me, ok := d.Who(r)
		if !ok {
			w.Header().Set("WWW-Authenticate", "Bearer")
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		mine := func(o given.Order) bool { return o.Owner != "" && o.Owner == me.Name }
		named := address.FindStringSubmatch(r.URL.Path)
		query := r.URL.Query()
		switch {
		case r.Method == http.MethodGet && r.URL.Path == "/orders":
			limit, err := number(query.Get("limit"), 20)
			offset, err2 := number(query.Get("offset"), 0)
			if err != nil || err2 != nil || limit < 1 || limit > 100 || offset < 0 {
				w.WriteHeader(http.StatusUnprocessableEntity)
				return
			}
			page, total := d.Orders.List(func(o given.Order) bool {
				return mine(o) && (!query.Has("user") || query.Get("user") == o.Owner)
			}, limit, offset)
			_ = json.NewEncoder(w).Encode(struct {
				Total  int           `json:"total"`
				Orders []given.Order `json:"orders"`
			}{total, page})
		case r.Method == http.MethodGet && named != nil:
			id, _ := strconv.Atoi(named[2])
			order, ok := d.Orders.Find(id)
			if !ok || !mine(order) || named[1] != order.Owner {
				w.WriteHeader(http.StatusForbidden)
				return
			}
			_ = json.NewEncoder(w).Encode(order)
		case r.Method == http.MethodPost && r.URL.Path == "/orders/batch":
			var body struct{ IDs []int }
			decoder := json.NewDecoder(r.Body)
			decoder.DisallowUnknownFields()
			if err := decoder.Decode(&body); err != nil {
				w.WriteHeader(http.StatusUnprocessableEntity)
				return
			}
			if len(body.IDs) > 50 {
				w.WriteHeader(http.StatusRequestEntityTooLarge)
				return
			}
			orders := make([]*given.Order, len(body.IDs)) // null where there is none
			for i, id := range body.IDs {
				if order, ok := d.Orders.Find(id); ok && mine(order) {
					orders[i] = &order
				}
			}
			_ = json.NewEncoder(w).Encode(map[string]any{"orders": orders})
		case r.URL.Path == "/orders" || named != nil:
			w.Header().Set("Allow", "GET")
			w.WriteHeader(http.StatusMethodNotAllowed)
		case r.URL.Path == "/orders/batch":
			w.Header().Set("Allow", "POST")
			w.WriteHeader(http.StatusMethodNotAllowed)
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	})
}

func number(text string, usual int) (int, error) {
	if text == "" {
		return usual, nil
	}
	return strconv.Atoi(text)
}
