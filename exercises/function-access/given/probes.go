package given

import "fmt"

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

// List returns all invitations, oldest first.
func (i *Invites) List() []Invite {
	i.mu.Lock()
	defer i.mu.Unlock()
	return append([]Invite{}, i.sent...)
}
