package record

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func FuzzRecord(f *testing.F) {
	f.Add([]byte(`{"id":"A","time":"2026-01-02T03:04:05Z","kind":"read","about":"l"}` + "\n" + `{"id":"A","time":"2025-01-02T03:04:05Z","kind":"read"}` + "\n"))
	f.Add([]byte(`{"id":"A","kind":"re{"id":"B","time":"2026-01-02T03:04:05Z","kind":"x"}` + "\nrubbish\n\x00\x00\r\n{\"id\":"))
	f.Add([]byte(strings.Repeat(`{"id":"`, 2_000)))
	f.Add([]byte(strings.Repeat(`[`, 20_000)))
	f.Fuzz(func(t *testing.T, text []byte) {
		before := bytes.Clone(text)
		c := parse(text)
		require.Equal(t, before, text, "reading changed what was read")
		assertEachOnce(t, c)
		assert.LessOrEqual(t, len(c.unreadable), 1+bytes.Count(text, []byte("\n")))
		assert.LessOrEqual(t, len(c.warnings()), 2)

		twice := parse(append(append(bytes.Clone(text), '\n'), text...))
		assert.Len(t, twice.events, len(c.events), "the same record twice")

		event := Event{ID: "an id that is not among them", Time: time.Unix(1, 0).UTC(), Kind: Read, About: "l"}
		line, err := json.Marshal(event)
		require.NoError(t, err)
		later := parse(append(append(append(bytes.Clone(text), '\n'), line...), '\n'))
		assertEachOnce(t, later)
		at, held := later.places[event.ID]
		require.True(t, held, "what is added behind anything is read")
		assert.False(t, later.cut)
		if _, known := c.places[event.ID]; !known {
			assert.Equal(t, event, later.events[at])
			assert.Len(t, later.events, len(c.events)+1)
		}
	})
}

func assertEachOnce(t *testing.T, c contents) {
	t.Helper()
	assert.Len(t, c.places, len(c.events))
	for i, e := range c.events {
		assert.NotEmpty(t, e.ID)
		assert.Equal(t, i, c.places[e.ID])
	}
}
