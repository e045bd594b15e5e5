package given

import (
	"cmp"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"slices"
	"strings"
)

// What stands in this file is for the probes, and your handler needs none of
// it: who asks, in which words, and what happens meanwhile.

// Subjects returns those who ask, by their names in the table of the probes.
func Subjects() []string {
	return []string{"anonymous", "expired admin", "user", "auditor", "admin", "suspended admin", "odd role"}
}

// Others returns all subjects but those who are allowed.
func Others(allowed []string) []string {
	return slices.DeleteFunc(Subjects(), func(subject string) bool { return slices.Contains(allowed, subject) })
}

// Refusal returns the status that refuses a subject: 401 to who has not shown
// who they are, else 403.
func Refusal(subject string) int {
	if subject == "anonymous" || subject == "expired admin" {
		return http.StatusUnauthorized
	}
	return http.StatusForbidden
}

// Cast holds those who have an account: their tokens, their ids, and the names
// in their accounts. The keys are what the probes call them.
type Cast struct {
	Tokens, IDs, Names map[string]string

	mark string
}

// NewCast returns a Cast of nobody. The mark stands in all its ids, so that
// they are others in the next run.
func NewCast(mark string) *Cast {
	return &Cast{Tokens: map[string]string{}, IDs: map[string]string{}, Names: map[string]string{}, mark: mark}
}

// Add gives somebody an id, a token, and a name for the account.
func (c *Cast) Add(who, token, name string) {
	c.Tokens[who], c.Names[who] = token, name
	c.IDs[who] = fmt.Sprintf("u%s%02d", c.mark, len(c.IDs))
}

// Who says whose request it is, for Deps. Whoever sends a token is known,
// unless it has expired. One that was never issued is taken for the visitor's,
// so that the families' wrong credentials are those of a user: it is users who
// break this kind of guard.
func (c *Cast) Who(r *http.Request) (id string, ok bool) {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok || token == "" {
		return "", false
	}
	for who, issued := range c.Tokens {
		if issued == token {
			return c.IDs[who], who != "expired admin"
		}
	}
	return c.IDs["visitor"], true
}

// Accounts returns everybody's account, as it is before the first request.
func (c *Cast) Accounts() []User {
	roles := map[string]string{"auditor": "auditor", "admin": "admin", "suspended admin": "admin", "expired admin": "admin"}
	var accounts []User
	for who, id := range c.IDs {
		accounts = append(accounts, User{ID: id, Name: c.Names[who], Role: cmp.Or(roles[who], "user"), Suspended: who == "suspended admin"})
	}
	return accounts
}

// Pattern returns a path with {id} in place of an id, or with what the probes
// call whose it is, where that is one of the subjects: it is the same in every
// run.
func (c *Cast) Pattern(path string) string {
	for who, id := range c.IDs {
		shown := "/users/{id}"
		if slices.Contains(Subjects(), who) {
			shown = "/users/{" + who + "}"
		}
		path = strings.Replace(path, "/users/"+url.PathEscape(id), shown, 1)
	}
	return path
}

// OddRoles returns roles that are none of the three, though some look like one.
// Some bear the mark, so that nobody can list them all.
func OddRoles(mark string) []string {
	return []string{
		"", "a", "min", "not-admin", "administrator-readonly", "Admin ", " admin", "Admin", "ADMIN", "admin ", "admin,user", "user,admin", "admin\x00", "superadmin", "root", "*",
		"auditor-" + mark, "Auditor", "audit", "users", "User", "user " + mark, "null",
	}
}

// Untidy returns other spellings of the export's path, or nearly so.
func Untidy() []string {
	return []string{
		"//admin/export", "/admin//export", "/./admin/export", "/x/../admin/export", "/me/../admin/export", "/healthz/../admin/export", "/healthz/%2e%2e/admin/export",
		"/admin/export/", "/admin/export/.", "/admin/export;x", "/admin;x/export", "/ADMIN/export", "/Admin/Export", "/admin/export.json", "/admin/export%20", "/healthz/admin/export", "/me/admin/export", "http://sandbox/admin/export",
	}
}

// SentOn returns the path that an answer sends its caller on to, and whether
// it does so, within this service.
func SentOn(status int, header http.Header) (path string, ok bool) {
	path = header.Get("Location")
	return path, status >= 300 && status < 400 && strings.HasPrefix(path, "/")
}

// Refusals returns the lines of a log that say refused.
func Refusals(log string) []string {
	return slices.DeleteFunc(slices.Collect(strings.Lines(log)), func(line string) bool { return !strings.Contains(strings.ToLower(line), "refused") })
}

// Told reports whether the lines that say refused are one, with the id, the
// method, and the path or its pattern. It also says what is wanted, and what is
// the case.
func Told(lines []string, id, method, path, pattern string) (ok bool, want, got string) {
	line := strings.ToLower(strings.Join(lines, ""))
	told := strings.Contains(line, id) && strings.Contains(line, strings.ToLower(method)) && (strings.Contains(line, path) || strings.Contains(line, pattern))
	return told && len(lines) == 1, fmt.Sprintf("one line in the log with refused, %s, %s and %s", id, method, pattern), fmt.Sprintf("%d lines that say refused: %q", len(lines), lines)
}

// Dump tells all accounts in one text.
func (u *Users) Dump() string {
	u.mu.Lock()
	defer u.mu.Unlock()
	return fmt.Sprint(u.byID) // in the order of the ids
}

// Suspend suspends the account with this id, or ends that.
func (u *Users) Suspend(id string, suspended bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if user, ok := u.byID[id]; ok {
		user.Suspended = suspended
		u.byID[id] = user
	}
}

// Meanwhile has somebody else ask whenever the account with this id is looked
// up, before Find answers. It does not wait for ever, as they may need a lock
// that whoever looks it up holds.
func (u *Users) Meanwhile(id string, ask func() int) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.meanwhile = func(wanted string) {
		if wanted != id {
			return
		}
		done := make(chan int, 1)
		go func() { done <- ask() }()
		for i := 0; i < 100_000 && len(done) == 0; i++ {
			runtime.Gosched()
		}
	}
}

func (u *Users) interrupted(id string) {
	u.mu.Lock()
	meanwhile := u.meanwhile
	u.mu.Unlock()
	if meanwhile != nil {
		meanwhile(id)
	}
}

// Amid asks once, and has others ask again and again until the answer is
// there. It returns that answer.
func Amid(ask, others func() int) int {
	done := make(chan int, 1)
	go func() { done <- ask() }()
	for len(done) == 0 {
		others()
		runtime.Gosched()
	}
	return <-done
}

// Ask sends a request straight to the handler and returns the status of the
// answer, 0 if the handler panics.
func Ask(h http.Handler, method, path, token string) (status int) {
	defer func() { _ = recover() }()
	r, w := httptest.NewRequest(method, path, nil), httptest.NewRecorder()
	r.Header.Set("Authorization", "Bearer "+token)
	h.ServeHTTP(w, r)
	return w.Code
}

// List returns all invitations, oldest first.
func (i *Invites) List() []Invite {
	i.mu.Lock()
	defer i.mu.Unlock()
	return append([]Invite{}, i.sent...)
}
