package given

// What stands in this file is for the probes, and your service needs none of
// it: what administrators do while it runs.

// Revoke withdraws the key with this id.
func (k *Keys) Revoke(id string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if key, ok := k.byID[id]; ok {
		key.Revoked = true
		k.byID[id] = key
	}
}

// SetRole gives the user with this name another role.
func (u *Users) SetRole(name, role string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.byName[name] = User{Name: name, Role: role}
}

// Remove deletes the user with this name.
func (u *Users) Remove(name string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	delete(u.byName, name)
}
