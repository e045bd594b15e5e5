package cli

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gatehouse/internal/course"
	"gatehouse/internal/progress"
	"gatehouse/internal/study"
)

func (p *program) progress() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:               "progress [ID]",
		Short:             "Show what was done, what was hard, and how strong each topic is; with ID the runs of an exercise",
		Args:              noMoreThanOne,
		ValidArgsFunction: p.complete(anExercise),
		RunE: func(_ *cobra.Command, args []string) error {
			s, err := p.open()
			if err != nil {
				return err
			}
			switch {
			case len(args) > 0 && asJSON:
				return errors.New("progress --json is about the whole course: leave the ID out")
			case len(args) > 0:
				return p.printRuns(s, args[0])
			case asJSON:
				return p.printJSON(summed(s.Course(), s.Progress()))
			}
			p.printProgress(s)
			return nil
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON value")
	return c
}

// The JSON form of progress is a contract.
type progressJSON struct {
	Lessons struct {
		Read int `json:"read"`
		Of   int `json:"of"`
	} `json:"lessons"`
	Questions struct {
		Answered int `json:"answered"`
		Right    int `json:"right"`
		Due      int `json:"due"`
	} `json:"questions"`
	Exercises struct {
		Done int `json:"done"`
		Of   int `json:"of"`
	} `json:"exercises"`
	Exams struct {
		Taken  int `json:"taken"`
		Passed int `json:"passed"`
	} `json:"exams"`
	Topics []topicJSON `json:"topics"`
	Events int         `json:"events"`
}

type topicJSON struct {
	ID       string  `json:"id"`
	Strength float64 `json:"strength"`
}

// summed adds up how far the lessons are.
func summed(c *course.Course, now progress.Progress) progressJSON {
	sum := progressJSON{Topics: []topicJSON{}, Events: now.Events}
	sum.Questions.Due = len(now.Due)
	sum.Lessons.Of, sum.Exercises.Of = len(c.Lessons()), len(c.Exercises())
	sum.Lessons.Read = readIn(c.Lessons(), now)
	sum.exam(now.Overall)
	for _, lesson := range c.Lessons() {
		state := now.Lessons[lesson.ID]
		sum.Questions.Answered += state.Practice.Asked
		sum.Questions.Right += state.Practice.Right
		sum.exam(state.Exam)
		for _, e := range state.Exercises {
			if e.Done {
				sum.Exercises.Done++
			}
		}
		sum.Topics = append(sum.Topics, topicJSON{lesson.ID, state.Strength})
	}
	return sum
}

// exam adds the exams on one topic.
func (sum *progressJSON) exam(e progress.Exam) {
	sum.Exams.Taken += e.Taken
	if e.Passed {
		sum.Exams.Passed++
	}
}

func (p *program) printProgress(s *study.Study) {
	now := s.Progress()
	sum := summed(s.Course(), now)
	p.say("lessons    %d of %d read", sum.Lessons.Read, sum.Lessons.Of)
	p.say("questions  %d of %d right, %d due", sum.Questions.Right, sum.Questions.Answered, sum.Questions.Due)
	p.say("exercises  %d of %d done", sum.Exercises.Done, sum.Exercises.Of)
	p.say("exams      %d taken, %d passed", sum.Exams.Taken, sum.Exams.Passed)
	if weakest := weakest(sum.Topics, now); weakest != "" {
		p.say("weakest    %s", prose(11, weakest))
		p.say("reckoned   %s", prose(11, progress.StrengthRule))
	}
	for _, m := range now.MixedUp {
		since := ""
		if m.RightSince {
			since = ", right since"
		}
		p.say("mixed up   %s", prose(11, fmt.Sprintf("%s: %s (%s%s)", many(m.Count, "time"), oneLine(m.Belief), m.Lesson, since)))
	}
	p.say("next       %s", following(s.Course(), now))
}

// printRuns tells how an exercise went so far.
func (p *program) printRuns(s *study.Study, id string) error {
	e, err := s.Exercise(id)
	if err != nil {
		return err
	}
	state := s.Progress().Lessons[e.Lesson].Exercises[e.ID]
	if len(state.History) == 0 {
		p.say("not run yet; next: gatehouse run %s", e.ID)
		return nil
	}
	p.say("holds      %d of %d", state.Holds, state.Of)
	if story := state.Story(); story != "" {
		p.say("runs       %s", story)
	}
	if earlier := state.Earlier(); earlier != "" {
		p.say("before     %s", earlier)
	}
	if state.Done {
		p.say("done       in %s", many(state.DoneIn, "run"))
	}
	for _, probe := range state.Broken {
		p.say("broken     %s", oneLine(probe))
	}
	p.say("hints      %d of %d seen", state.Hints, len(e.Hints))
	return nil
}

// weakest lists the topics that were begun, the weakest first.
func weakest(topics []topicJSON, now progress.Progress) string {
	begun := slices.DeleteFunc(slices.Clone(topics), func(t topicJSON) bool { return !now.Lessons[t.ID].Begun })
	slices.SortStableFunc(begun, func(a, b topicJSON) int { return cmp.Compare(a.Strength, b.Strength) })
	var words []string
	for _, t := range begun {
		words = append(words, fmt.Sprintf("%s %.2f", t.ID, t.Strength))
	}
	return strings.Join(words, ", ")
}
