// Package objectlists asks one policy about each order, and chooses batches
// with List, in the store's own order and each order once. Another name in the
// query is answered with the caller's own list.
package objectlists

import (
	"encoding/json"
	"io"
	"net/http"
	"strconv"

	"gatehouse/exercises/object-lists/given"
)

// reader is somebody who asks.
type reader given.User

func (me reader) mayRead(o given.Order) bool { return o.Owner != "" && me.Name == o.Owner }

func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /orders", func(w http.ResponseWriter, r *http.Request) {
		if me, ok := ask(d, w, r); ok {
			limit, offset := given.Page(r.URL.Query())
			page, total := d.Orders.List(me.mayRead, limit, offset)
			w.Header().Set("X-Total-Count", strconv.Itoa(total))
			write(w, map[string]any{"orders": page, "total": total})
		}
	})
	mux.HandleFunc("GET /users/{user}/orders/{id}", func(w http.ResponseWriter, r *http.Request) {
		me, ok := ask(d, w, r)
		if !ok {
			return
		}
		found, _ := d.Orders.List(func(o given.Order) bool {
			return me.mayRead(o) && o.Owner == r.PathValue("user") && strconv.Itoa(o.ID) == r.PathValue("id")
		}, 1, 0)
		if len(found) == 0 {
			http.Error(w, "no order "+strconv.Quote(r.PathValue("id"))+" of "+strconv.Quote(r.PathValue("user")), http.StatusNotFound)
			return
		}
		write(w, found[0])
	})
	mux.HandleFunc("POST /orders/batch", func(w http.ResponseWriter, r *http.Request) {
		me, ok := ask(d, w, r)
		if !ok {
			return
		}
		text, err := io.ReadAll(io.LimitReader(r.Body, 1<<16))
		var body map[string][]int
		if err != nil || json.Unmarshal(text, &body) != nil {
			http.Error(w, "a list of ids is needed", http.StatusBadRequest)
			return
		}
		if len(body["ids"]) > 50 {
			http.Error(w, "too many ids", http.StatusBadRequest)
			return
		}
		wanted := map[int]bool{}
		for _, id := range body["ids"] {
			wanted[id] = true
		}
		found, _ := d.Orders.List(func(o given.Order) bool { return wanted[o.ID] && me.mayRead(o) }, 50, 0)
		write(w, map[string]any{"orders": found})
	})
	return mux
}

func ask(d given.Deps, w http.ResponseWriter, r *http.Request) (reader, bool) {
	me, ok := d.Who(r)
	if !ok {
		w.Header().Add("WWW-Authenticate", `Bearer realm="api"`)
		http.Error(w, "401", http.StatusUnauthorized)
	}
	return reader(me), ok
}

func write(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}
