package progress_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/progress"
	"gatehouse/internal/record"
)

// anyStory makes a random learner.
func anyStory(rng *rand.Rand) *story {
	s := begin()
	lessons := []string{"doors", "keys", "old-keys", "gone"}
	exercises := []string{"knock", "lock", "turn", "gone"}
	exams := []string{"x0"}
	one := func(of []string) string { return of[rng.IntN(len(of))] }
	question := func() string { return fmt.Sprintf("%s/q%d", one(lessons), 1+rng.IntN(4)) }
	for range 5 + rng.IntN(60) {
		switch rng.IntN(9) {
		case 0:
			s.read(one(lessons))
		case 1, 2:
			s.right(question())
		case 3:
			s.wrong(question())
		case 4:
			s.ran(one(exercises), rng.IntN(5), 4)
		case 5:
			exams = append(exams, fmt.Sprintf("x%d", len(exams)))
			s.examBegun(exams[len(exams)-1], one(lessons), question(), question())
		case 6:
			s.examChose(one(exams), question(), "yes")
		case 7:
			s.examEnded(one(exams), one(lessons), rng.IntN(11), 10, rng.IntN(2) == 0)
		case 8:
			s.days(rng.IntN(4))
		}
	}
	return s
}

// file writes some events as a record file holds them.
func file(t *testing.T, events []record.Event) []byte {
	t.Helper()
	var b bytes.Buffer
	for _, e := range events {
		line, err := json.Marshal(e)
		require.NoError(t, err)
		b.Write(append(line, '\n'))
	}
	return b.Bytes()
}

// throughRecord reads the text of a record and says what progress it shows.
func throughRecord(t *testing.T, text []byte, now time.Time) progress.Progress {
	t.Helper()
	path := filepath.Join(t.TempDir(), "record.jsonl")
	require.NoError(t, os.WriteFile(path, text, 0o600))
	r, err := record.Open(path, time.Now)
	require.NoError(t, err)
	return progress.Of(testCourse(), r.Events(), now)
}

func TestMergedRecordsShowTheSame(t *testing.T) {
	for seed := range uint64(100) {
		rng := rand.New(rand.NewPCG(seed, 1))
		s := anyStory(rng)
		want := throughRecord(t, file(t, s.events), s.now)

		shuffled := bytes.Clone(file(t, mixed(s.events, rng)))
		assert.Equal(t, want, throughRecord(t, shuffled, s.now), "seed %d: events in another order", seed)

		// Two machines did a part each, and both know some of the other's.
		from, to := rng.IntN(len(s.events)), rng.IntN(len(s.events))
		one, other := file(t, s.events[min(from, to):]), file(t, s.events[:max(from, to)])
		assert.Equal(t, want, throughRecord(t, join(one, other), s.now), "seed %d: one, other", seed)
		assert.Equal(t, want, throughRecord(t, join(other, one), s.now), "seed %d: other, one", seed)
		assert.Equal(t, want, throughRecord(t, join(one, other, one, other), s.now), "seed %d: twice", seed)

		cut := one[:rng.IntN(len(one))]
		assert.Equal(t, want, throughRecord(t, join(cut, other, one), s.now), "seed %d: after a file that was cut", seed)
	}
}

func TestOneExamHandedInOnTwoMachinesCountsOnce(t *testing.T) {
	handedIn := func(at *story, score int) []byte {
		at.examEnded("x", "doors", score, 10, score >= 8)
		at.events[len(at.events)-1].ID = "x/ended" // it follows from the exam's own
		return file(t, at.events)
	}
	one := handedIn(begin().examBegun("x", "doors", "doors/q1"), 9)
	other := handedIn(begin().examBegun("x", "doors", "doors/q1").days(1), 3)
	now := start.AddDate(0, 0, 2)
	for _, text := range [][]byte{join(one, other), join(other, one), join(other, one, other, one)} {
		exam := throughRecord(t, text, now).Lessons["doors"].Exam
		assert.Equal(t, progress.Exam{Taken: 1, Best: 9, Of: 10, Passed: true}, exam, "the first one counts, wherever it stands")
	}
}

func mixed(events []record.Event, rng *rand.Rand) []record.Event {
	all := make([]record.Event, len(events))
	for to, from := range rng.Perm(len(events)) {
		all[to] = events[from]
	}
	return all
}

func join(files ...[]byte) []byte { return bytes.Join(files, nil) }

func TestEventsOfOneMomentHaveAnOrder(t *testing.T) {
	s := begin().right("doors/q1").wrong("doors/q1")
	s.events[1].Time = s.events[0].Time
	want := s.progress()
	s.events[0], s.events[1] = s.events[1], s.events[0]
	assert.Equal(t, want, s.progress())
}

func TestEventsFromTheFutureCountAsOfNow(t *testing.T) {
	s := begin().wrong("doors/q1")
	s.events[0].Time = s.now.AddDate(1, 0, 0) // the clock was wrong that day
	p := s.progress()
	assert.Equal(t, s.now, p.LastSeen)
	assert.Equal(t, []progress.Later{{Day: time.Date(2026, 11, 3, 0, 0, 0, 0, time.UTC), Count: 1}}, p.DueLater)
}
