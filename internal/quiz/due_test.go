package quiz_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/quiz"
)

func TestDue(t *testing.T) {
	on := func(month time.Month, day int, right bool) quiz.Answer {
		return quiz.Answer{Time: time.Date(2026, month, day, 21, 30, 0, 0, time.UTC), Right: right}
	}
	tests := []struct {
		name string
		past quiz.Past
		want string // the day, or empty when not scheduled
	}{
		{"never asked", nil, ""},
		{"never missed", quiz.Past{on(1, 1, true)}, ""},
		{"a miss comes back on the next day", quiz.Past{on(1, 1, false)}, "2026-01-02"},
		{"right again on the same day changes nothing", quiz.Past{on(1, 1, false), on(1, 1, true)}, "2026-01-02"},
		{"right on the due day: three days on", quiz.Past{on(1, 1, false), on(1, 2, true)}, "2026-01-05"},
		{"right later: three days from then", quiz.Past{on(1, 1, false), on(1, 20, true)}, "2026-01-23"},
		{"then seven", quiz.Past{on(1, 1, false), on(1, 2, true), on(1, 5, true)}, "2026-01-12"},
		{"then sixteen", quiz.Past{on(1, 1, false), on(1, 2, true), on(1, 5, true), on(1, 12, true)}, "2026-01-28"},
		{"then thirty-five", quiz.Past{on(1, 1, false), on(1, 2, true), on(1, 5, true), on(1, 12, true), on(1, 28, true)}, "2026-03-04"},
		{"then never again", quiz.Past{on(1, 1, false), on(1, 2, true), on(1, 5, true), on(1, 12, true), on(1, 28, true), on(3, 4, true)}, ""},
		{"unless it is missed", quiz.Past{on(1, 1, false), on(1, 2, true), on(1, 5, true), on(1, 12, true), on(1, 28, true), on(3, 4, true), on(4, 1, false)}, "2026-04-02"},
		{"a miss starts again", quiz.Past{on(1, 1, false), on(1, 2, true), on(1, 5, true), on(1, 12, false)}, "2026-01-13"},
		{"a miss before the due day starts again too", quiz.Past{on(1, 1, false), on(1, 2, true), on(1, 3, false)}, "2026-01-04"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			due, scheduled := quiz.Due(tt.past, time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))
			require.Equal(t, tt.want != "", scheduled)
			if scheduled {
				assert.Equal(t, tt.want+" 00:00:00", due.Format(time.DateTime))
			} else {
				assert.Zero(t, due)
			}
		})
	}
}

func TestDueBeginsWithTheLearnersDay(t *testing.T) {
	missed := quiz.Past{{Time: time.Date(2026, 3, 28, 23, 30, 0, 0, time.UTC)}}
	tests := []struct{ location, want string }{
		{"UTC", "2026-03-29T00:00:00Z"},
		{"Europe/Berlin", "2026-03-30T00:00:00+02:00"}, // 29 March began there already, and had 23 hours
		{"America/New_York", "2026-03-29T00:00:00-04:00"},
	}
	for _, tt := range tests {
		t.Run(tt.location, func(t *testing.T) {
			location, err := time.LoadLocation(tt.location)
			require.NoError(t, err)
			due, scheduled := quiz.Due(missed, time.Date(2026, 5, 1, 0, 0, 0, 0, location))
			require.True(t, scheduled)
			assert.Equal(t, tt.want, due.Format(time.RFC3339))
		})
	}
}
