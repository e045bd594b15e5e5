// Package given is what this exercise hands your handler: who asks, and the
// orders of a shop.
package given

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"sync"
)

// Deps is everything your handler may use.
type Deps struct {
	// Who says which user sent a request, by the token in it, and whether
	// there is one. It says nothing about what that user may do.
	Who func(*http.Request) (User, bool)
	// Orders holds the orders of all users.
	Orders *Orders
}

// User is somebody with a token.
type User struct {
	// Name tells users apart: no two have the same one. It may be empty, as
	// the old shop did not ask for one.
	Name string
}

// Order is one order.
type Order struct {
	ID int `json:"id"`
	// Owner is the Name of the user whose order this is. It is empty where
	// the old shop did not know.
	Owner string `json:"owner"`
	Item  string `json:"item"`
}

// Orders holds the orders of all users. It may be used by many goroutines at
// once.
type Orders struct {
	mu  sync.Mutex
	all []Order // oldest first
}

// NewOrders returns Orders that holds the given ones, oldest first.
func NewOrders(orders ...Order) *Orders {
	return &Orders{all: slices.Clone(orders)}
}

// Find returns the order with this id, and whether there is one. It does not
// ask who wants to know.
func (o *Orders) Find(id int) (Order, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	i := slices.IndexFunc(o.all, func(order Order) bool { return order.ID == id })
	if i < 0 {
		return Order{}, false
	}
	return o.all[i], true
}

// List chooses the orders that keep wants, oldest first. It returns those
// from offset on, at most limit of them and never nil, and how many it chose
// in all. Where keep is nil it chooses every order. Do not use the orders
// within keep.
func (o *Orders) List(keep func(Order) bool, limit, offset int) (page []Order, total int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	page = []Order{}
	for _, order := range o.all {
		if keep != nil && !keep(order) {
			continue
		}
		if total >= offset && len(page) < limit {
			page = append(page, order)
		}
		total++
	}
	return page, total
}

// Page reads limit and offset from a query: limit from 1 to 100, else 20, and
// offset from 0, else 0.
func Page(query url.Values) (limit, offset int) {
	limit, err := strconv.Atoi(query.Get("limit"))
	if err != nil || limit < 1 || limit > 100 {
		limit = 20
	}
	offset, err = strconv.Atoi(query.Get("offset"))
	if err != nil || offset < 0 {
		offset = 0
	}
	return limit, offset
}

// Add stores one more order, as the till does it while your handler runs.
// Your handler need not call it.
func (o *Orders) Add(order Order) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.all = append(o.all, order)
}
