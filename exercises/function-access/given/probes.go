package given

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
)

// What stands in this file is for the probes, and your handler needs none of
// it.

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
