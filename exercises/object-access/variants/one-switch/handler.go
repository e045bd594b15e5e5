// Package objectaccess routes by hand and hides with 403: one function reads
// like the table of the task. HEAD is not offered.
package objectaccess

import (
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"strconv"

	"gatehouse/exercises/object-access/given"
)

var address = regexp.MustCompile(`^/orders/([^/]+)(/receipt)?$`)

func Handler(d given.Deps) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		me, ok := d.Who(r)
		if !ok {
			w.Header().Set("WWW-Authenticate", "Bearer")
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		parts := address.FindStringSubmatch(r.URL.Path)
		if parts == nil {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		receipt := parts[2] != ""
		id, err := strconv.ParseUint(parts[1], 10, 31)
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		order, ok := d.Orders.Find(int(id))
		mine := ok && order.Owner != "" && order.Owner == me.Name
		granted := ok && order.Owner != "" && !mine && me.Role == "support" && d.Grants.Allows(me.Name, order.Owner)

		switch {
		case !mine && !granted:
			w.WriteHeader(http.StatusForbidden)
		case r.Method == http.MethodGet:
			if granted {
				d.Log.Warn(me.Name + " reads order " + strconv.Itoa(order.ID))
			}
			if receipt {
				_, _ = io.WriteString(w, order.Receipt)
				return
			}
			_ = json.NewEncoder(w).Encode(order)
		case granted:
			w.WriteHeader(http.StatusForbidden)
		case r.Method == http.MethodPatch && !receipt:
			var body struct{ Note *string }
			decoder := json.NewDecoder(r.Body)
			decoder.DisallowUnknownFields()
			if err := decoder.Decode(&body); err != nil || body.Note == nil {
				w.WriteHeader(http.StatusUnprocessableEntity)
				return
			}
			d.Orders.Update(order.ID, func(o *given.Order) { o.Note = *body.Note })
			w.WriteHeader(http.StatusNoContent)
		case r.Method == http.MethodDelete && !receipt:
			d.Orders.Delete(order.ID)
			_, _ = io.WriteString(w, "deleted\n")
		default:
			w.Header().Set("Allow", "GET, PATCH, DELETE")
			w.WriteHeader(http.StatusMethodNotAllowed)
		}
	})
}
