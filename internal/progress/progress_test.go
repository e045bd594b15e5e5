package progress_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"gatehouse/internal/course"
	"gatehouse/internal/progress"
	"gatehouse/internal/quiz"
	"gatehouse/internal/record"
)

func TestNothingDoneYet(t *testing.T) {
	p := begin().progress()
	assert.Equal(t, progress.Progress{
		Lessons: map[string]progress.LessonState{
			"doors": {
				Practice: progress.Practice{Of: 12}, Exam: progress.Exam{Of: 10},
				Exercises: map[string]progress.ExerciseState{"knock": {Of: 4}, "lock": {Of: 2}},
			},
			"keys": {
				Practice: progress.Practice{Of: 3}, Exam: progress.Exam{Of: 3},
				Exercises: map[string]progress.ExerciseState{"turn": {Of: 3}},
			},
		},
		Next:      progress.Step{Kind: progress.ReadLesson, ID: "doors", Reason: "read Doors, 8 minutes"},
		OpenExams: map[string]progress.OpenExam{},
		LastExams: map[string]progress.OpenExam{},
		Past:      map[string]quiz.Past{},
	}, p)
}

func TestOnlyWhatTheCourseHasCounts(t *testing.T) {
	s := begin().read("gone").right("gone/q1", "doors/gone", "nonsense").ran("gone", 1, 1).
		examBegun("x", "gone", "gone/q1").examEnded("x", "gone", 1, 1, true).
		add(record.Event{Kind: "a kind of another version", About: "doors"})
	s.add(record.Event{Kind: record.Answered, About: "doors/q1", Chosen: []string{"an option that was edited"}, Right: new(true)})
	s.add(record.Event{Kind: record.Answered, About: "doors/q2", Chosen: []string{"yes"}})
	got, nothing := s.progress(), begin().progress()
	assert.Equal(t, len(s.events), got.Events)
	assert.Equal(t, start.Add(time.Minute), got.Since)
	assert.Equal(t, s.now, got.LastSeen)
	assert.Equal(t, nothing.Lessons, got.Lessons)
	assert.Equal(t, nothing.Next, got.Next)
	assert.Empty(t, got.OpenExams)
}

func TestAliasesLeadToTheLesson(t *testing.T) {
	p := begin().read("old-keys").right("old-keys/q1").ran("old-turn", 3, 3).
		examBegun("x", "old-keys", "old-keys/q1").examChose("x", "old-keys/q1", "no").progress()
	keys := p.Lessons["keys"]
	assert.True(t, keys.Read)
	assert.Equal(t, progress.Practice{Right: 1, Asked: 1, Of: 3}, keys.Practice)
	assert.True(t, keys.Exercises["turn"].Done)
	assert.Equal(t, map[string][]string{"keys/q1": {"no"}}, p.OpenExams["keys"].Chosen)
	assert.Equal(t, []string{"keys/q1"}, p.OpenExams["keys"].Questions)
}

func TestPractice(t *testing.T) {
	s := begin().wrong("doors/q1", "doors/q2").right("doors/q3").days(1).right("doors/q1").wrong("doors/q3")
	p := s.progress()
	doors := p.Lessons["doors"]
	assert.Equal(t, progress.Practice{Right: 1, Asked: 3, Of: 12}, doors.Practice, "the last answer counts")
	assert.True(t, doors.Begun)
	assert.Equal(t, s.now, doors.LastSeen)
	assert.Len(t, p.Past["doors/q1"], 2)
	assert.Equal(t, []bool{false, true}, []bool{p.Past["doors/q1"][0].Right, p.Past["doors/q1"][1].Right})
	assert.False(t, p.Lessons["keys"].Begun)
}

func TestDue(t *testing.T) {
	p := begin().wrong("keys/q1").days(1).wrong("doors/q2", "doors/q1").days(1).wrong("doors/q3", "doors/q4").progress()
	assert.Equal(t, []string{"keys/q1", "doors/q1", "doors/q2"}, p.Due, "oldest first, then as the course has them")
	assert.Equal(t, 2, p.Lessons["doors"].Due)
	assert.Equal(t, 1, p.Lessons["keys"].Due)
	assert.Equal(t, []progress.Later{{Day: time.Date(2026, 11, 5, 0, 0, 0, 0, time.UTC), Count: 2}}, p.DueLater)

	p = begin().wrong("doors/q1").days(1).right("doors/q1").wrong("doors/q2").progress()
	assert.Empty(t, p.Due)
	assert.Equal(t, []progress.Later{
		{Day: time.Date(2026, 11, 4, 0, 0, 0, 0, time.UTC), Count: 1},
		{Day: time.Date(2026, 11, 6, 0, 0, 0, 0, time.UTC), Count: 1},
	}, p.DueLater)
}

func TestMixedUp(t *testing.T) {
	s := begin().wrong("doors/q1", "keys/q1")
	s.add(record.Event{Kind: record.Answered, About: "keys/q2", Right: new(false), MixedUp: []string{"other", "a belief that is gone"}})
	assert.Equal(t, []progress.MixedUp{
		{ID: "belief", Belief: "A closed door is locked.", Lesson: "keys", Count: 2},
		{ID: "other", Belief: "A lock needs no key.", Lesson: "keys", Count: 1},
	}, s.progress().MixedUp)

	s.right("doors/q7")
	assert.True(t, s.progress().MixedUp[0].RightSince, "another question that offers the belief will do")
	assert.False(t, s.progress().MixedUp[1].RightSince)

	s.wrong("doors/q1")
	assert.False(t, s.progress().MixedUp[0].RightSince)
}

func TestExams(t *testing.T) {
	s := begin().examBegun("x1", "doors", "doors/q1", "doors/gone", "doors/q2").
		examChose("x1", "doors/q1", "no").examChose("x1", "doors/q2", "yes").examChose("x1", "doors/q1", "yes").
		examChose("x1", "doors/q2", "an option that was edited")
	open := s.progress().OpenExams["doors"]
	assert.Equal(t, "x1", open.ID)
	assert.Equal(t, []string{"doors/q1", "doors/q2"}, open.Questions)
	assert.Equal(t, map[string][]string{"doors/q1": {"yes"}, "doors/q2": {"yes"}}, open.Chosen)
	assert.True(t, s.progress().Lessons["doors"].Begun)

	s.examEnded("x1", "doors", 7, 10, false)
	assert.Equal(t, progress.Exam{Taken: 1, Best: 7, Of: 10}, s.progress().Lessons["doors"].Exam)
	assert.Empty(t, s.progress().OpenExams)

	s.examEnded("x1", "doors", 7, 10, false)
	assert.Equal(t, 1, s.progress().Lessons["doors"].Exam.Taken, "handed in by two programs at once")

	s.examEnded("x2", "doors", 4, 5, true).examEnded("x3", "doors", 6, 10, false)
	assert.Equal(t, progress.Exam{Taken: 3, Best: 4, Of: 5, Passed: true}, s.progress().Lessons["doors"].Exam, "the best share, passed once")

	assert.Equal(t, open, s.progress().LastExams["doors"], "what was chosen is kept")

	s.examBegun("x4", "", "doors/q1", "keys/q1").examBegun("x5", "keys", "keys/q1").examBegun("x6", "keys", "keys/q2")
	assert.Equal(t, "x4", s.progress().OpenExams[""].ID)
	assert.Equal(t, "x6", s.progress().OpenExams["keys"].ID, "the one begun last")
}

func TestAnExamOverAllLessonsCounts(t *testing.T) {
	s := begin().examEnded("x1", "", 8, 10, true).examEnded("x2", "", 5, 10, false)
	assert.Equal(t, progress.Exam{Taken: 2, Best: 8, Of: 10, Passed: true}, s.progress().Overall)
}

func TestExercise(t *testing.T) {
	s := begin().ran("knock", 2, 4).add(record.Event{Kind: record.Hinted, About: "knock", Number: 2}).
		add(record.Event{Kind: record.Hinted, About: "knock", Number: 1})
	assert.Equal(t, progress.ExerciseState{
		Outcome: "broken", Holds: 2, Of: 4, Broken: []string{"a probe"}, BehavesLike: "a-mistake",
		History: []int{2}, Runs: 1, Hints: 2,
	}, s.progress().Lessons["doors"].Exercises["knock"])

	s.add(record.Event{Kind: record.Ran, About: "knock", Outcome: "does not compile", Of: 4})
	knock := s.progress().Lessons["doors"].Exercises["knock"]
	assert.Equal(t, "does not compile", knock.Outcome)
	assert.Equal(t, 2, knock.Holds, "what held before it")
	assert.Equal(t, []int{2}, knock.History)

	s.ran("knock", 4, 4).ran("knock", 3, 4)
	knock = s.progress().Lessons["doors"].Exercises["knock"]
	assert.True(t, knock.Done, "once done stays done")
	assert.Equal(t, 3, knock.DoneIn)
	assert.Equal(t, 4, knock.Runs)
	assert.Equal(t, 3, knock.Holds)
	assert.Equal(t, []int{2, 4, 3}, knock.History)

	shown := record.Event{Kind: record.Shown, About: "knock"}
	assert.False(t, s.add(shown).progress().Lessons["doors"].Exercises["knock"].SolutionShown, "seen after it was done")
	assert.True(t, begin().add(shown).ran("knock", 4, 4).progress().Lessons["doors"].Exercises["knock"].SolutionShown)
}

func TestScenario23WhatVerifyFindsBrokenIsOpenAgain(t *testing.T) {
	verified := func(outcome string, holds int) record.Event {
		return record.Event{Kind: record.Ran, About: "knock", Where: progress.InVerify, Outcome: outcome, Holds: holds, Of: 4}
	}
	s := begin().ran("knock", 4, 4)
	knock := func() progress.ExerciseState { return s.progress().Lessons["doors"].Exercises["knock"] }
	for _, worse := range []record.Event{verified("broken", 3), verified("does not compile", 0)} {
		s.add(verified("holds", 4))
		assert.True(t, knock().Done)
		s.add(worse)
		assert.False(t, knock().Done, worse.Outcome)
	}
	assert.Equal(t, []int{4, 4, 3, 4}, knock().History, "its history is kept")
	assert.True(t, s.ran("knock", 4, 4).progress().Lessons["doors"].Exercises["knock"].Done)
}

func TestStrength(t *testing.T) {
	hinted := func(s *story) *story {
		return s.add(record.Event{Kind: record.Answered, About: "doors/q1", Chosen: []string{"yes"}, Right: new(true), HintSeen: true})
	}
	all := []string{"doors/q1", "doors/q2", "doors/q3", "doors/q4", "doors/q5", "doors/q6", "doors/q7", "doors/q8", "doors/q9", "doors/q10", "doors/q11", "doors/q12"}
	tests := []struct {
		name   string
		story  *story
		lesson string
		want   float64
	}{
		{"nothing", begin(), "doors", 0},
		{"reading proves nothing", begin().read("doors"), "doors", 0},
		{"five right, counted over ten", begin().right(all[:5]...), "doors", 0.25},
		{"one of them with its hint", hinted(begin().right(all[1:5]...)), "doors", 0.225},
		{"over all that was asked", begin().right(all[:9]...).wrong(all[9:]...), "doors", 0.375},
		{"over a bank of three", begin().right("keys/q1"), "keys", 0.5 / 3},
		{"probes that hold", begin().ran("knock", 2, 4), "doors", 0.075},
		{"done counts whole", begin().ran("knock", 4, 4).ran("knock", 1, 4), "doors", 0.15},
		{"the best exam", begin().examEnded("x", "doors", 5, 10, false), "doors", 0.1},
		{"everything", begin().right(all...).ran("knock", 4, 4).ran("lock", 2, 2).examEnded("x", "doors", 10, 10, true), "doors", 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			assert.InDelta(t, tt.want, tt.story.progress().Lessons[tt.lesson].Strength, 1e-9)
		})
	}
}

func TestStrengthLeavesOutWhatALessonLacks(t *testing.T) {
	bare := &course.Course{Chapters: []course.Chapter{{Lessons: []*course.Lesson{
		{ID: "text"},
		{ID: "quiz", Bank: bank(1)},
		{ID: "work", Exercises: []*course.Exercise{exercise("work", "task", "Task", 1)}},
	}}}}
	s := begin().read("text").right("quiz/q1").examEnded("x", "quiz", 1, 1, true).ran("task", 1, 1)
	p := progress.Of(bare, s.events, s.now)
	assert.Zero(t, p.Lessons["text"].Strength)
	assert.True(t, p.Lessons["text"].Done)
	assert.InDelta(t, 1, p.Lessons["quiz"].Strength, 1e-9)
	assert.InDelta(t, 1, p.Lessons["work"].Strength, 1e-9)
}

func TestNext(t *testing.T) {
	five := []string{"doors/q1", "doors/q2", "doors/q3", "doors/q4", "doors/q5"}
	practised := func() *story { return begin().read("doors").right(five...) }
	doors := func() *story {
		return practised().ran("knock", 4, 4).ran("lock", 2, 2).examEnded("x", "doors", 9, 10, true)
	}
	whole := func() *story {
		return doors().read("keys").right("keys/q1", "keys/q2", "keys/q3").ran("turn", 3, 3).examEnded("y", "keys", 3, 3, true)
	}
	tests := []struct {
		name  string
		story *story
		want  progress.Step
	}{
		{"read it", begin(), progress.Step{Kind: progress.ReadLesson, ID: "doors", Reason: "read Doors, 8 minutes"}},
		{"then practice", begin().read("doors").right(five[:4]...), progress.Step{Kind: progress.PracticeIt, ID: "doors", Reason: "practice Doors, 5 questions"}},
		{"then the exercise", practised(), progress.Step{Kind: progress.SolveExercise, ID: "knock", Reason: "exercise Knock, 20 minutes"}},
		{"that has two broken probes", practised().ran("knock", 2, 4), progress.Step{Kind: progress.SolveExercise, ID: "knock", Reason: "2 probes of Knock are broken"}},
		{"or one", practised().ran("knock", 3, 4), progress.Step{Kind: progress.SolveExercise, ID: "knock", Reason: "1 probe of Knock is broken"}},
		{
			"or does not compile",
			practised().add(record.Event{Kind: record.Ran, About: "knock", Outcome: "does not compile"}),
			progress.Step{Kind: progress.SolveExercise, ID: "knock", Reason: "Knock does not compile"},
		},
		{"the next exercise", practised().ran("knock", 4, 4), progress.Step{Kind: progress.SolveExercise, ID: "lock", Reason: "exercise Lock, 20 minutes"}},
		{"then the exam", practised().ran("knock", 4, 4).ran("lock", 2, 2), progress.Step{Kind: progress.TakeExam, ID: "doors", Reason: "exam Doors, 10 questions"}},
		{"again when not passed", practised().ran("knock", 4, 4).ran("lock", 2, 2).examEnded("x", "doors", 7, 10, false), progress.Step{Kind: progress.TakeExam, ID: "doors", Reason: "exam Doors, 10 questions"}},
		{"the next lesson", doors(), progress.Step{Kind: progress.ReadLesson, ID: "keys", Reason: "read Keys, 1 minute"}},
		{"what is due goes before a lesson not begun", doors().wrong("doors/q1").days(1), progress.Step{Kind: progress.Review, Reason: "review 1 question due again"}},
		{"but not before one that was begun", doors().wrong("doors/q1").days(1).right("keys/q1"), progress.Step{Kind: progress.ReadLesson, ID: "keys", Reason: "read Keys, 1 minute"}},
		{"all is done", whole(), progress.Step{Kind: progress.Done, Reason: "all 2 lessons done"}},
		{"all is done, and some is due", whole().wrong("doors/q1", "keys/q1").days(1), progress.Step{Kind: progress.Review, Reason: "review 2 questions due again"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.want, tt.story.progress().Next)
		})
	}
}

func TestWhoPassesTheExamFirstIsSentToTheExercise(t *testing.T) {
	s := begin().examEnded("x1", "doors", 9, 10, true)
	assert.Equal(t, progress.SolveExercise, s.progress().Next.Kind)
}
