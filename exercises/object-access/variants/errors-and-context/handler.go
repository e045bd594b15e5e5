// Package objectaccess lets handlers return errors, and carries the user in
// the context. What is hidden is one error, so it has one answer; who may read
// and not change is told 403.
package objectaccess

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"

	"gatehouse/exercises/object-access/given"
)

var (
	errNoUser   = errors.New("no user")
	errHidden   = errors.New("no such order")
	errReadOnly = errors.New("for reading only")
	errBody     = errors.New("the body must be JSON with a note")
)

type handler func(http.ResponseWriter, *http.Request) error

func (h handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	err := h(w, r)
	status := http.StatusInternalServerError
	switch {
	case err == nil:
		return
	case errors.Is(err, errNoUser):
		w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
		status = http.StatusUnauthorized
	case errors.Is(err, errHidden):
		status = http.StatusNotFound
	case errors.Is(err, errReadOnly):
		status = http.StatusForbidden
	case errors.Is(err, errBody):
		status = http.StatusBadRequest
	}
	http.Error(w, err.Error(), status)
}

type userKey struct{}

func Handler(d given.Deps) http.Handler {
	a := app{d}
	mux := http.NewServeMux()
	mux.Handle("GET /orders/{id}", handler(a.show))
	mux.Handle("GET /orders/{id}/receipt", handler(a.receipt))
	mux.Handle("PATCH /orders/{id}", handler(a.change))
	mux.Handle("DELETE /orders/{id}", handler(a.remove))
	return handler(func(w http.ResponseWriter, r *http.Request) error {
		me, ok := d.Who(r)
		if !ok {
			return errNoUser
		}
		mux.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), userKey{}, me)))
		return nil
	})
}

type app struct{ given.Deps }

func (a app) load(r *http.Request, writing bool) (given.Order, error) {
	me := r.Context().Value(userKey{}).(given.User)
	id, err := strconv.Atoi(r.PathValue("id"))
	if err != nil {
		return given.Order{}, errHidden
	}
	order, ok := a.Orders.Find(id)
	if !ok || order.Owner == "" {
		return given.Order{}, errHidden
	}
	if order.Owner == me.Name {
		return order, nil
	}
	if me.Role != "support" || !a.Grants.Allows(me.Name, order.Owner) {
		return given.Order{}, errHidden
	}
	if writing {
		return given.Order{}, errReadOnly
	}
	a.Log.LogAttrs(r.Context(), slog.LevelInfo, "access", slog.Group("audit", "actor", me.Name, "object", "order/"+strconv.Itoa(id)))
	return order, nil
}

func (a app) show(w http.ResponseWriter, r *http.Request) error {
	order, err := a.load(r, false)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	return json.NewEncoder(w).Encode(order)
}

func (a app) receipt(w http.ResponseWriter, r *http.Request) error {
	order, err := a.load(r, false)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(w, order.Receipt)
	return err
}

func (a app) change(w http.ResponseWriter, r *http.Request) error {
	order, err := a.load(r, true)
	if err != nil {
		return err
	}
	var body struct{ Note *string }
	if json.NewDecoder(r.Body).Decode(&body) != nil || body.Note == nil {
		return errBody
	}
	a.Orders.Update(order.ID, func(o *given.Order) { o.Note = *body.Note })
	return a.show(w, r)
}

func (a app) remove(w http.ResponseWriter, r *http.Request) error {
	order, err := a.load(r, true)
	if err != nil {
		return err
	}
	a.Orders.Delete(order.ID)
	w.WriteHeader(http.StatusNoContent)
	return nil
}
