// Package given is what this exercise hands your handler: who asks, the
// orders of a shop, the grants of its support people, and a log.
package given

import (
	"log/slog"
	"net/http"
	"sync"
)

// Deps is everything your handler may use.
type Deps struct {
	// Who says which user sent a request, by the token in it, and whether
	// there is one. It says nothing about what that user may do.
	Who func(*http.Request) (User, bool)
	// Orders holds the orders of all customers.
	Orders *Orders
	// Grants says whose orders a support person may read.
	Grants *Grants
	// Log is where your handler writes what happened.
	Log *slog.Logger
}

// User is somebody with a token.
type User struct {
	// Name tells users apart: no two have the same one. It may be empty, as
	// the old shop did not ask for one.
	Name string
	// Role is what the user is here: "customer", "support", or whatever
	// else the shop will think of.
	Role string
}

// Order is one order.
type Order struct {
	ID int `json:"id"`
	// Owner is the Name of the customer whose order this is. It is empty
	// where the old shop did not know.
	Owner string `json:"owner"`
	Item  string `json:"item"`
	// Note is what the customer wrote for the driver.
	Note string `json:"note"`
	// Receipt is the text of the receipt. It is no part of the JSON.
	Receipt string `json:"-"`
}

// Orders holds the orders of all customers. It may be used by many goroutines
// at once.
type Orders struct {
	mu   sync.Mutex
	byID map[int]Order
}

// NewOrders returns Orders that holds the given ones.
func NewOrders(orders ...Order) *Orders {
	o := &Orders{byID: make(map[int]Order)}
	for _, order := range orders {
		o.byID[order.ID] = order
	}
	return o
}

// Find returns the order with this id, and whether there is one. It does not
// ask who wants to know.
func (o *Orders) Find(id int) (Order, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	order, ok := o.byID[id]
	return order, ok
}

// Update lets change alter the order with this id, while nobody else reads or
// writes the orders, and reports whether there is such an order. It does not
// ask who changes it. Do not use the orders within change.
func (o *Orders) Update(id int, change func(*Order)) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	order, ok := o.byID[id]
	if !ok {
		return false
	}
	change(&order)
	o.byID[id] = order
	return true
}

// Delete removes the order with this id, and reports whether there was one.
// It does not ask who removes it.
func (o *Orders) Delete(id int) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	_, ok := o.byID[id]
	delete(o.byID, id)
	return ok
}

// Grants says whose orders a support person may read. It may be used by many
// goroutines at once, and changes while your handler runs.
type Grants struct {
	mu    sync.Mutex
	given map[grant]bool
}

type grant struct{ reader, customer string }

// NewGrants returns Grants without a grant in it.
func NewGrants() *Grants {
	return &Grants{given: make(map[grant]bool)}
}

// Allows reports whether reader holds a grant for the orders of customer at
// this moment.
func (g *Grants) Allows(reader, customer string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.given[grant{reader, customer}]
}

// Give lets reader read the orders of customer, as the head of support does
// it when the customer calls. Your handler need not call it.
func (g *Grants) Give(reader, customer string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.given[grant{reader, customer}] = true
}

// Withdraw ends a grant, as the head of support does it when the call is
// over. Your handler need not call it.
func (g *Grants) Withdraw(reader, customer string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.given, grant{reader, customer})
}
