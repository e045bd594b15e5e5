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
	places     map[string]int // where the event of an id stands in events
	last       time.Time      // the latest time of an event
	unreadable []int          // numbers of the lines that hold something else
	cut        bool           // the last line is one that was not written to its end
}

// eventStart begins every event, and stands nowhere else in one: within a
// JSON string its quotes would be escaped.
var eventStart = []byte(`{"id":"`)

// parse reads the text of a record. It takes what it can from lines that were
// cut or run together, as where a file with a cut last line was put before
// another one.
func parse(text []byte) contents {
	var c contents
	number := 0
	for line := range bytes.Lines(text) {
		number++
		whole := bytes.HasSuffix(line, []byte{'\n'})
		line = bytes.TrimSpace(line)
		if len(line) == 0 || c.addLine(line) {
			continue
		}
		if whole {
			c.unreadable = append(c.unreadable, number)
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

// add takes an event in, each id once. Should two events have one id, as where
// one exam was handed in on two machines, the earlier counts, wherever it stands.
func (c *contents) add(e Event) {
	if at, known := c.places[e.ID]; known {
		if e.Time.Before(c.events[at].Time) {
			c.events[at] = e
		}
		return
	}
	if c.places == nil {
		c.places = map[string]int{}
	}
	c.places[e.ID] = len(c.events)
	c.events = append(c.events, e)
	if e.Time.After(c.last) {
		c.last = e.Time
	}
}

func (c *contents) warnings() []string {
	var all []string
	switch n := len(c.unreadable); {
	case n == 1:
		all = append(all, fmt.Sprintf("Line %d of the record cannot be read and is left out; all others count.", c.unreadable[0]))
	case n > 1:
		all = append(all, fmt.Sprintf("%d lines of the record, the first being line %d, cannot be read and are left out; all others count.", n, c.unreadable[0]))
	}
	if c.cut {
		all = append(all, "The record's last line was cut; all before it is whole.")
	}
	return all
}
