// Package given is what this exercise hands your handler: a way to know who
// asks, and the store of all users.
package given

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"
)

// Deps is everything your handler may use.
type Deps struct {
	// Who returns the id of the user that sent the request, and whether
	// somebody did who proved it.
	Who func(r *http.Request) (id string, ok bool)
	// Users holds the users of all companies.
	Users *Users
}

// The roles that there are.
const (
	Member  = "member"
	Support = "support"
)

// User is the record of one user, as it is stored.
type User struct {
	ID string `json:"id"`
	// Tenant is the company whose user it is.
	Tenant      string   `json:"tenant"`
	DisplayName string   `json:"display_name"`
	Bio         string   `json:"bio"`
	Settings    Settings `json:"settings"`
	Email       string   `json:"email"`
	// EmailVerified is set when the user has followed the link that was
	// mailed to Email.
	EmailVerified bool `json:"email_verified"`
	// Role is what the user may do: Member or Support.
	Role string `json:"role"`
	// Balance is what the company still has to pay out, in cents.
	Balance      int    `json:"balance"`
	PasswordHash string `json:"password_hash"`
	TOTPSecret   string `json:"totp_secret"`
	// InternalNote is what the support wrote about the user.
	InternalNote string    `json:"internal_note"`
	CreatedAt    time.Time `json:"created_at"`
	// Manager is the record of who leads the user; nil where nobody does.
	// The store loads it along; that record's own Manager is left out.
	Manager *User `json:"manager"`
}

// Settings is the part of a record that says how the service looks to its
// user, and how much it keeps for them.
type Settings struct {
	Language string `json:"language"`
	Theme    string `json:"theme"`
	// Quota is how much the user may store, in megabytes.
	Quota int `json:"quota"`
}

// Users holds the records of all users. It may be used by many goroutines at
// once.
type Users struct {
	mu      sync.Mutex
	byID    map[string]User
	version int
}

// NewUsers returns a store with these records in it.
func NewUsers(users ...User) *Users {
	u := &Users{byID: make(map[string]User)}
	for _, user := range users {
		u.byID[user.ID] = stored(user)
	}
	return u
}

// Find returns the record with this id, and whether there is one. It does
// not ask who wants to know.
func (u *Users) Find(id string) (User, bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	user, ok := u.byID[id]
	return u.load(user), ok
}

// List returns the records of a tenant, ordered by id. It does not ask who
// wants to know.
func (u *Users) List(tenant string) []User {
	u.mu.Lock()
	defer u.mu.Unlock()
	var list []User
	for _, user := range u.byID {
		if user.Tenant == tenant {
			list = append(list, u.load(user))
		}
	}
	slices.SortFunc(list, func(a, b User) int { return cmp.Compare(a.ID, b.ID) })
	return list
}

// Update lets change alter a copy of the record with this id, stores it, and
// returns it with its manager as it is then. If somebody else has stored a record meanwhile, change is called
// once more, with what there is then. The display names of a tenant differ: a
// change that would make two of them alike is not stored, and the error says
// which record is in its way.
func (u *Users) Update(id string, change func(*User)) (User, error) {
	for {
		u.mu.Lock()
		user, ok := u.byID[id]
		user, version := u.load(user), u.version
		u.mu.Unlock()
		if !ok {
			return User{}, fmt.Errorf("users: no row with id %q", id)
		}
		change(&user)
		if user, done, err := u.store(user, version); done {
			return user, err
		}
	}
}

// store stores a user if the version is still the one, and returns the record.
func (u *Users) store(user User, version int) (is User, done bool, err error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.version != version {
		return User{}, false, nil
	}
	for _, other := range u.byID {
		if other.ID != user.ID && other.Tenant == user.Tenant && other.DisplayName == user.DisplayName {
			return User{}, true, fmt.Errorf("users: unique index (tenant, display_name): conflicting row contains %+v", other)
		}
	}
	u.byID[user.ID] = stored(user)
	u.version++
	return u.load(user), true, nil
}

// stored returns a user as the store keeps it: of the manager, the id alone.
func stored(user User) User {
	if user.Manager != nil {
		user.Manager = &User{ID: user.Manager.ID}
	}
	return user
}

// load puts the present record of the manager into a copy of the user's.
func (u *Users) load(user User) User {
	if user.Manager == nil {
		return user
	}
	manager := u.byID[user.Manager.ID]
	manager.Manager = nil
	user.Manager = &manager
	return user
}
