package given

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"time"
)

// What stands in this file is for the probes, and your handler needs none of
// it: what somebody else does to the store, and what an answer holds.

// Put stores the whole record under its id, in place of what was there.
func (u *Users) Put(user User) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.byID[user.ID] = stored(user)
	u.version++
}

// Dump returns all records as text.
func (u *Users) Dump() string {
	u.mu.Lock()
	defer u.mu.Unlock()
	text, err := json.Marshal(u.byID)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// Disturb gives a user other values, far up or far down, in every field that
// is not for all colleagues, but those that stay.
func (u *Users) Disturb(id string, far bool, stay ...string) {
	was, _ := u.Find(id)
	is := was
	is.Settings, is.Email, is.Role, is.Balance = Settings{"aa", "aa", 1}, "aa@example.org", Support, 1
	is.PasswordHash, is.TOTPSecret, is.InternalNote, is.CreatedAt = "aa", "aa", "aa", time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC)
	is.EmailVerified = !was.EmailVerified
	if far {
		is.Settings, is.Email, is.Role, is.Balance = Settings{"zz", "zz", 1 << 40}, "zz@example.org", Member, 1<<40
		is.PasswordHash, is.TOTPSecret, is.InternalNote, is.CreatedAt = "zz", "zz", "zz", time.Date(2090, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	for _, field := range stay {
		switch field {
		case "email":
			is.Email = was.Email
		case "email_verified":
			is.EmailVerified = was.EmailVerified
		case "role":
			is.Role = was.Role
		case "balance":
			is.Balance = was.Balance
		case "settings":
			is.Settings.Language, is.Settings.Theme = was.Settings.Language, was.Settings.Theme
		case "internal_note":
			is.InternalNote = was.InternalNote
		case "created_at":
			is.CreatedAt = was.CreatedAt
		}
	}
	u.Put(is)
}

// Fields is a JSON object.
type Fields = map[string]any

// Shown returns these fields of a user as an answer shows them.
func (u User) Shown(names ...string) Fields {
	all := Fields{
		"id": u.ID, "display_name": u.DisplayName, "bio": u.Bio, "email": u.Email, "email_verified": u.EmailVerified, "role": u.Role,
		"balance": float64(u.Balance), "internal_note": u.InternalNote, "created_at": u.CreatedAt.Format(time.RFC3339Nano),
		"settings": Fields{"language": u.Settings.Language, "theme": u.Settings.Theme},
	}
	if u.Manager != nil {
		all["manager"] = Fields{"id": u.Manager.ID, "display_name": u.Manager.DisplayName}
	}
	maps.DeleteFunc(all, func(name string, _ any) bool { return !slices.Contains(names, name) })
	return all
}

// Empty leaves nothing in a record that may be empty.
func Empty(u *User) { u.Bio, u.EmailVerified, u.Balance, u.InternalNote = "", false, 0, "" }

// Between makes texts that begin in one field of a user and end in another.
func (u User) Between() (texts []string) {
	for _, pair := range [][2]string{
		{u.DisplayName, u.Bio}, {u.Bio, u.DisplayName}, {u.DisplayName, u.Email}, {u.Bio, u.Email}, {u.Email, u.DisplayName}, {u.Email, u.InternalNote},
	} {
		for _, mark := range []string{"", " ", "\n", "\x00", ", ", `","`} {
			texts = append(texts, pair[0][len(pair[0])-4:]+mark+pair[1][:4])
		}
	}
	return texts
}

// Compare says which fields an answer lacks, or has with another value, and
// which it has beside those that were wanted.
func Compare(got, want Fields) (less, more []string) {
	for _, name := range slices.Sorted(maps.Keys(got)) {
		wanted, ok := want[name]
		gotPart, nested := got[name].(Fields)
		wantPart, nestedToo := wanted.(Fields)
		switch {
		case name == "manager" && got[name] == nil && !ok: // null stands for none
		case !ok:
			more = append(more, name)
		case nested && nestedToo:
			l, m := Compare(gotPart, wantPart)
			for i := range l {
				l[i] = name + "." + l[i]
			}
			for i := range m {
				m[i] = name + "." + m[i]
			}
			less, more = append(less, l...), append(more, m...)
		case !reflect.DeepEqual(got[name], wanted):
			less = append(less, "the right "+name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if _, ok := got[name]; !ok {
			less = append(less, name)
		}
	}
	return less, more
}
