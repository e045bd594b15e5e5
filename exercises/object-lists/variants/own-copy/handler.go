// Package objectlists copies the caller's own orders out of the store, and
// answers all three routes from the copy: what is not in it cannot be shown.
// It chooses by itself and cuts by itself. A batch also says which ids it did
// not find, whether they are somebody else's or nobody's.
package objectlists

import (
	"encoding/json"
	"math"
	"net/http"
	"slices"
	"strconv"

	"gatehouse/exercises/object-lists/given"
)

func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	route := func(pattern string, serve func(me string, mine []given.Order, w http.ResponseWriter, r *http.Request)) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			me, ok := d.Who(r)
			if !ok {
				w.Header().Set("WWW-Authenticate", `Bearer realm="shop"`)
				http.Error(w, "who are you?", http.StatusUnauthorized)
				return
			}
			all, _ := d.Orders.List(nil, math.MaxInt, 0)
			serve(me.Name, slices.DeleteFunc(all, func(o given.Order) bool { return o.Owner == "" || o.Owner != me.Name }), w, r)
		})
	}
	route("GET /orders", func(me string, mine []given.Order, w http.ResponseWriter, r *http.Request) {
		if users := r.URL.Query()["user"]; len(users) > 1 {
			http.Error(w, "one name is enough", http.StatusBadRequest)
			return
		} else if len(users) == 1 && users[0] != me {
			http.NotFound(w, r)
			return
		}
		limit, offset := given.Page(r.URL.Query())
		from := min(offset, len(mine))
		to := from + min(limit, len(mine)-from)
		answer(w, map[string]any{"orders": mine[from:to], "total": len(mine)})
	})
	route("GET /users/{user}/orders/{id}", func(me string, mine []given.Order, w http.ResponseWriter, r *http.Request) {
		if r.PathValue("user") != me {
			http.Error(w, "this is not your corner", http.StatusForbidden)
			return
		}
		i := slices.IndexFunc(mine, func(o given.Order) bool { return strconv.Itoa(o.ID) == r.PathValue("id") })
		if i < 0 {
			http.NotFound(w, r)
			return
		}
		answer(w, mine[i])
	})
	route("POST /orders/batch", func(me string, mine []given.Order, w http.ResponseWriter, r *http.Request) {
		var ids struct{ IDs []json.Number }
		if json.NewDecoder(r.Body).Decode(&ids) != nil || len(ids.IDs) > 50 {
			http.Error(w, "at most fifty ids are needed", http.StatusBadRequest)
			return
		}
		found, missing := []map[string]any{}, []json.Number{}
		for _, id := range ids.IDs {
			i := slices.IndexFunc(mine, func(o given.Order) bool { return strconv.Itoa(o.ID) == id.String() })
			if i < 0 {
				missing = append(missing, id)
				continue
			}
			found = append(found, map[string]any{"id": mine[i].ID, "item": mine[i].Item})
		}
		answer(w, map[string]any{"orders": found, "missing": missing})
	})
	return mux
}

func answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}
