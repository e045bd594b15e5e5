// Package given is what this exercise hands your handler: the keys that were
// issued, the orders of all tenants, and a log.
package given

import (
	"log/slog"
	"slices"
	"sync"
	"time"
)

// Deps is everything your handler may use.
type Deps struct {
	// Keys knows every key that was issued, by its id.
	Keys *Keys
	// Orders holds the orders of all tenants.
	Orders *Orders
	// Log is where your handler writes what happened.
	Log *slog.Logger
}

// Key is the record of one issued key. The key itself, "<id>.<secret>", is
// not in it: only its owner has it.
type Key struct {
	// ID is the part of the key before the dot. It is no secret.
	ID string
	// Tenant is whose orders the key is for.
	Tenant string
	// Digest is the SHA-256 of the whole key text, id and dot included.
	// A record with an empty Digest belongs to no key.
	Digest []byte
	// Scopes says what the key may do, such as "orders:read".
	Scopes []string
	// Expires is the first moment at which the key is no longer good.
	// The zero time means never.
	Expires time.Time
	// Revoked is set when the key was withdrawn.
	Revoked bool
}

// Keys holds the records of the issued keys. It may be used by many
// goroutines at once, and records may change while your handler runs.
type Keys struct {
	mu   sync.Mutex
	byID map[string]Key
}

// NewKeys returns the given records as Keys.
func NewKeys(keys ...Key) *Keys {
	k := &Keys{byID: make(map[string]Key)}
	for _, key := range keys {
		k.byID[key.ID] = key.clone()
	}
	return k
}

// Find returns the record of the key with this id, and whether there is one.
// It says nothing about whether that key is good.
func (k *Keys) Find(id string) (Key, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	key, ok := k.byID[id]
	return key.clone(), ok
}

// Revoke withdraws the key with this id, as an administrator would do it
// while your handler runs. Your handler need not call it.
func (k *Keys) Revoke(id string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if key, ok := k.byID[id]; ok {
		key.Revoked = true
		k.byID[id] = key
	}
}

// clone returns a copy that shares no memory with k.
func (k Key) clone() Key {
	k.Digest = slices.Clone(k.Digest)
	k.Scopes = slices.Clone(k.Scopes)
	return k
}

// Order is one order of one tenant.
type Order struct {
	Number int    `json:"number"`
	Item   string `json:"item"`
}

// Orders holds the orders of all tenants. It may be used by many goroutines
// at once.
type Orders struct {
	mu       sync.Mutex
	number   int
	byTenant map[string][]Order
}

// NewOrders returns Orders without an order in it.
func NewOrders() *Orders {
	return &Orders{byTenant: make(map[string][]Order)}
}

// List returns the orders of a tenant, oldest first, never nil. It does not
// ask who wants to know.
func (o *Orders) List(tenant string) []Order {
	o.mu.Lock()
	defer o.mu.Unlock()
	return append([]Order{}, o.byTenant[tenant]...)
}

// Add stores a new order of a tenant and returns it with its number. It does
// not ask who orders.
func (o *Orders) Add(tenant, item string) Order {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.number++
	order := Order{Number: o.number, Item: item}
	o.byTenant[tenant] = append(o.byTenant[tenant], order)
	return order
}

// Count returns how many orders all tenants have together.
func (o *Orders) Count() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	count := 0
	for _, orders := range o.byTenant {
		count += len(orders)
	}
	return count
}
