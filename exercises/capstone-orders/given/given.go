// Package given is what the capstone hands your service: tokens, keys and
// users, the orders of a shop, and the proxies in front of it.
package given

import (
	"net/netip"
	"slices"
	"sync"
	"time"
)

// Deps is everything your service may use.
type Deps struct {
	// Tokens knows whose the bearer tokens are.
	Tokens Tokens
	// Keys holds the records of the API keys.
	Keys *Keys
	// Users holds the users with their roles.
	Users *Users
	// Orders holds the orders of all customers.
	Orders *Orders
	// Proxies holds the addresses of the proxies that end TLS in front of
	// this service and pass requests on in clear text.
	Proxies []netip.Prefix
}

// Tokens says whose a bearer token is, by its text.
type Tokens map[string]Token

// Token is the record of one bearer token.
type Token struct {
	// User is the name of the user whose token it is.
	User string
	// Expires is the first moment at which the token is no longer good.
	Expires time.Time
}

// Whose returns the name of the user who has this token, and whether
// somebody has it and it is good now.
func (t Tokens) Whose(token string) (name string, ok bool) {
	found, ok := t[token]
	return found.User, ok && time.Now().Before(found.Expires)
}

// Key is the record of an API key. The key itself, "<id>.<secret>", is not in
// it: only its owner has it.
type Key struct {
	// ID is the part of the key before the dot. It is no secret.
	ID string
	// Digest is the SHA-256 of the whole key text, id and dot included.
	Digest []byte
	// Scopes says what the key may do, such as "orders:ship".
	Scopes []string
	// Revoked is set when the key was withdrawn.
	Revoked bool
}

// Keys holds the records of the API keys. It may be used by many goroutines
// at once, and records may change while your service runs.
type Keys struct {
	mu   sync.Mutex
	byID map[string]Key
}

// NewKeys returns the given records as Keys.
func NewKeys(keys ...Key) *Keys {
	k := &Keys{byID: make(map[string]Key)}
	for _, key := range keys {
		k.byID[key.ID] = key
	}
	return k
}

// Find returns the record of the key with this id, and whether there is one.
// It says nothing about whether that key is good.
func (k *Keys) Find(id string) (Key, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	key, ok := k.byID[id]
	key.Digest, key.Scopes = slices.Clone(key.Digest), slices.Clone(key.Scopes)
	return key, ok
}

// User is somebody who may sign in.
type User struct {
	// Name tells users apart: no two have the same one.
	Name string
	// Role is what the user is here: "customer", "admin", or whatever else
	// the shop has thought of.
	Role string
}

// Users holds all users. It may be used by many goroutines at once, and roles
// may change while your service runs.
type Users struct {
	mu     sync.Mutex
	byName map[string]User
}

// NewUsers returns the given users as Users.
func NewUsers(users ...User) *Users {
	u := &Users{byName: make(map[string]User)}
	for _, user := range users {
		u.byName[user.Name] = user
	}
	return u
}

// Find returns the user with this name as they are now, and whether there is
// one.
func (u *Users) Find(name string) (User, bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	user, ok := u.byName[name]
	return user, ok
}

// Order is the record of one order.
type Order struct {
	ID int `json:"id"`
	// Owner is the Name of the customer whose order this is. It is empty
	// where the old shop did not know.
	Owner string `json:"owner"`
	Item  string `json:"item"`
	// Note is what the customer wrote for the driver.
	Note string `json:"note"`
	// Price is what the customer pays, in cents.
	Price int `json:"price"`
	// Cost tells what the shop itself pays, and to whom.
	Cost string `json:"cost"`
	// Status is "open" or "shipped".
	Status string `json:"status"`
	// Receipt is the text of the receipt. It is no part of the JSON.
	Receipt string `json:"-"`
}

// Orders holds the orders of all customers. It may be used by many goroutines
// at once. None of its methods asks who wants to know.
type Orders struct {
	mu   sync.Mutex
	byID map[int]Order
	last int // the highest id that was ever given out
}

// NewOrders returns Orders that holds the given ones.
func NewOrders(orders ...Order) *Orders {
	o := &Orders{byID: make(map[int]Order)}
	for _, order := range orders {
		o.byID[order.ID], o.last = order, max(o.last, order.ID)
	}
	return o
}

// All returns the orders of all customers, in the order of their ids.
func (o *Orders) All() []Order {
	o.mu.Lock()
	defer o.mu.Unlock()
	all := make([]Order, 0, len(o.byID))
	for _, order := range o.byID {
		all = append(all, order)
	}
	slices.SortFunc(all, func(a, b Order) int { return a.ID - b.ID })
	return all
}

// Find returns the order with this id, and whether there is one.
func (o *Orders) Find(id int) (Order, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	order, ok := o.byID[id]
	return order, ok
}

// Add stores a new order of a customer, at the price of the shop, and returns
// its record. No id is given out twice, not even that of a deleted order.
func (o *Orders) Add(owner, item, note string) Order {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.last++
	order := Order{ID: o.last, Owner: owner, Item: item, Note: note, Price: 40000, Cost: "to be asked", Status: "open", Receipt: item}
	o.byID[order.ID] = order
	return order
}

// Update lets change alter the order with this id, while nobody else reads or
// writes the orders, and returns its record afterwards, and whether there is
// such an order. Do not use the orders within change.
func (o *Orders) Update(id int, change func(*Order)) (Order, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	order, ok := o.byID[id]
	if ok {
		change(&order)
		o.byID[id] = order
	}
	return order, ok
}

// Delete removes the order with this id, and reports whether there was one.
func (o *Orders) Delete(id int) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	_, ok := o.byID[id]
	delete(o.byID, id)
	return ok
}
