package given

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
)

// What stands in this file is for the probes, and your handler needs none of
// it: what became of the store, and what no body may be.

// All returns a copy of every record, by the key under which it is stored.
func (u *Users) All() map[string]User {
	u.mu.Lock()
	defer u.mu.Unlock()
	return maps.Clone(u.byID)
}

// Dump returns all records as text, ordered by their keys.
func (u *Users) Dump() string { return fmt.Sprintf("%+v", u.All()) }

// Changes names what differs between two states of the store, such as "role
// of bob", in alphabetical order.
func Changes(before, after map[string]User) []string {
	var changes []string
	for key, was := range before {
		is, ok := after[key]
		if !ok {
			changes = append(changes, "no more record of "+key)
			continue
		}
		for _, name := range differ(reflect.ValueOf(was), reflect.ValueOf(is)) {
			changes = append(changes, name+" of "+key)
		}
	}
	for key := range after {
		if _, ok := before[key]; !ok {
			changes = append(changes, "a new record of "+key)
		}
	}
	slices.Sort(changes)
	return changes
}

// differ names the fields in which two structs of one type differ.
func differ(a, b reflect.Value) []string {
	var names []string
	for i := range a.NumField() {
		name := a.Type().Field(i).Tag.Get("json")
		switch {
		case a.Field(i).Type() == reflect.TypeFor[Settings]():
			for _, part := range differ(a.Field(i), b.Field(i)) {
				names = append(names, name+"."+part)
			}
		case a.Field(i).Interface() != b.Field(i).Interface():
			names = append(names, name)
		}
	}
	return names
}

// NoObject holds bodies that are something else than one JSON object.
var NoObject = []string{
	"null", "[]", `"x"`, "5", "true", "", "  ", "{", `[{"display_name": "x", "role": "admin"}]`, `{"display_name": "x"`, `display_name=x`,
	`{"display_name": "x", "role": "support",}`,
}
