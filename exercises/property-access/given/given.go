// Package given is what this exercise hands your handler: a way to know who
// asks, and the store of all users.
package given

import (
	"net/http"
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
	Admin   = "admin"
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
	// Role is what the user may do: Member, Support or Admin.
	Role string `json:"role"`
	// Balance is what the company still has to pay out, in cents.
	Balance      int    `json:"balance"`
	PasswordHash string `json:"password_hash"`
	TOTPSecret   string `json:"totp_secret"`
	// InternalNote is what the support wrote about the user.
	InternalNote string    `json:"internal_note"`
	CreatedAt    time.Time `json:"created_at"`
}

// Settings is the part of a record that says how the service looks to its
// user, and how much it keeps for them.
type Settings struct {
	// Language is "de", "el" or "en".
	Language string `json:"language"`
	// Theme is "dark" or "light".
	Theme string `json:"theme"`
	// Quota is how much the user may store, in megabytes. It is paid for.
	Quota int `json:"quota"`
}

// Users holds the records of all users by their id. It may be used by many
// goroutines at once.
type Users struct {
	mu   sync.Mutex
	byID map[string]User
}

// NewUsers returns a store with these records in it.
func NewUsers(users ...User) *Users {
	u := &Users{byID: make(map[string]User)}
	for _, user := range users {
		u.byID[user.ID] = user
	}
	return u
}

// Find returns a copy of the record with this id, and whether there is one.
func (u *Users) Find(id string) (User, bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	user, ok := u.byID[id]
	return user, ok
}

// Put stores the whole record under its id, in place of what was there.
func (u *Users) Put(user User) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.byID[user.ID] = user
}

// Update lets change alter a copy of the record with this id, stores it, and
// reports whether there is such a record. If somebody else has changed the
// record meanwhile, change is called once more, with what it is by then.
func (u *Users) Update(id string, change func(*User)) bool {
	for {
		was, ok := u.Find(id)
		if !ok {
			return false
		}
		is := was
		change(&is)
		if u.swap(id, was, is) {
			return true
		}
	}
}

// swap stores a record in place of another, if that is still the one.
func (u *Users) swap(id string, was, is User) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.byID[id] != was {
		return false
	}
	u.byID[id] = is
	return true
}
