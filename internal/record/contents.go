package record

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"
)

// contents is what the text of a record says.
type contents struct {
	events     []Event
	ids        map[string]bool
	last       time.Time // the latest time of an event
	unreadable int       // lines that hold something else
	cut        bool      // the last line is one that was not written to its end
}

// eventStart begins every event, and stands nowhere else in one: within a
// JSON string its quotes would be escaped.
var eventStart = []byte(`{"id":"`)

// parse reads the text of a record. It takes what it can from lines that were
// cut or run together, as where a file with a cut last line was put before
// another one.
func parse(text []byte) contents {
	var c contents
	for line := range bytes.Lines(text) {
		whole := bytes.HasSuffix(line, []byte{'\n'})
		line = bytes.TrimSpace(line)
		if len(line) == 0 || c.addLine(line) {
			continue
		}
		if whole {
			c.unreadable++
		} else {
			c.cut = true
		}
	}
	return c
}

// addLine adds what a line holds and reports whether all of it could be read.
func (c *contents) addLine(line []byte) bool {
	if c.addEvent(line) {
		return true
	}
	readable := true
	for i, part := range bytes.Split(line, eventStart) {
		if i > 0 {
			part = append(bytes.Clone(eventStart), part...)
		}
		if len(part) > 0 && !c.addEvent(part) {
			readable = false
		}
	}
	return readable
}

func (c *contents) addEvent(text []byte) bool {
	var e Event
	if err := json.Unmarshal(text, &e); err != nil || e.ID == "" {
		return false
	}
	c.add(e)
	return true
}

func (c *contents) add(e Event) {
	if c.ids[e.ID] {
		return
	}
	if c.ids == nil {
		c.ids = map[string]bool{}
	}
	c.ids[e.ID] = true
	c.events = append(c.events, e)
	if e.Time.After(c.last) {
		c.last = e.Time
	}
}

func (c *contents) warnings() []string {
	var all []string
	switch {
	case c.unreadable == 1:
		all = append(all, "A line of the record cannot be read and is left out; all others count.")
	case c.unreadable > 1:
		all = append(all, fmt.Sprintf("%d lines of the record cannot be read and are left out; all others count.", c.unreadable))
	}
	if c.cut {
		all = append(all, "The record's last line was cut; all before it is whole.")
	}
	return all
}
