// Package given is what this exercise hands your handler: who asks, the users
// and their roles, what the routes show and change, and a log.
package given

import (
	"log/slog"
	"net/http"
	"slices"
	"sync"
)

// Deps is everything your handler may use.
type Deps struct {
	// Who says whose request it is, by the id of a user. With false the
	// caller has not shown who they are, whatever the id. It knows nothing
	// of roles.
	Who func(*http.Request) (id string, ok bool)
	// Users holds the users with their roles.
	Users *Users
	// Invites holds the invitations that were sent.
	Invites *Invites
	// Reports holds what users have reported.
	Reports *Reports
	// Export returns everything about everybody, as text.
	Export func() string
	// More lists routes that other packages bring along.
	More []Route
	// Log is where your handler writes what it refused.
	Log *slog.Logger
}

// Route is a route that another package brings along.
type Route struct {
	// Method is the method, such as GET.
	Method string
	// Path is one exact path, without a wildcard and without a slash at the
	// end.
	Path string
	// Roles names the roles that may use it, of the three that there are, in
	// any order. Without one nobody has decided yet who may.
	Roles []string
	// Handler answers. It does not ask who sent the request.
	Handler http.Handler
}

// User is the account of one user.
type User struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// Role is "user", "auditor" or "admin". Old accounts have others.
	Role string `json:"role"`
	// Suspended is set while the account must not be used.
	Suspended bool `json:"-"`
}

// Users holds all accounts. It may be used by many goroutines at once, and
// accounts may change while your handler runs.
type Users struct {
	mu        sync.Mutex
	byID      map[string]User
	meanwhile func(id string) // see Meanwhile
}

// NewUsers returns the given accounts as Users.
func NewUsers(users ...User) *Users {
	u := &Users{byID: make(map[string]User)}
	for _, user := range users {
		u.byID[user.ID] = user
	}
	return u
}

// Find returns the account with this id as it is now, and whether there is
// one.
func (u *Users) Find(id string) (User, bool) {
	u.interrupted(id)
	u.mu.Lock()
	defer u.mu.Unlock()
	user, ok := u.byID[id]
	return user, ok
}

// Remove deletes the account with this id, and says whether there was one.
func (u *Users) Remove(id string) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	_, ok := u.byID[id]
	delete(u.byID, id)
	return ok
}

// SetRole gives the account with this id another role, and says whether
// there is such an account. It does not ask whether the role is known.
func (u *Users) SetRole(id, role string) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	user, ok := u.byID[id]
	if ok {
		user.Role = role
		u.byID[id] = user
	}
	return ok
}

// Invite is an invitation to open an account with a role.
type Invite struct {
	Email string `json:"email"`
	Role  string `json:"role"`
}

// Invites holds the invitations that were sent. It may be used by many
// goroutines at once.
type Invites struct {
	mu   sync.Mutex
	sent []Invite
}

// Send sends an invitation.
func (i *Invites) Send(invite Invite) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.sent = append(i.sent, invite)
}

// Report is something that a user has reported.
type Report struct {
	By   string `json:"by"`
	Text string `json:"text"`
}

// Reports holds all reports. It may be used by many goroutines at once.
type Reports struct {
	mu    sync.Mutex
	filed []Report
}

// NewReports returns the given reports as Reports.
func NewReports(reports ...Report) *Reports {
	return &Reports{filed: slices.Clone(reports)}
}

// Add files a report.
func (r *Reports) Add(report Report) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.filed = append(r.filed, report)
}

// List returns all reports, oldest first, never nil.
func (r *Reports) List() []Report {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]Report{}, r.filed...)
}
