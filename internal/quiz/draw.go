package quiz

import (
	"cmp"
	"errors"
	"math/rand/v2"
	"slices"
	"time"

	"gatehouse/internal/course"
)

// PracticeLength is how many questions one practice asks.
const PracticeLength = 5

// ExamLength is how many questions an exam asks.
const ExamLength = 10

var examShares = []struct {
	level course.Difficulty
	share int
}{{course.Easy, 4}, {course.Medium, 4}, {course.Hard, 2}}

// Ask puts a question of the lesson, with its options in a new order.
func Ask(lessonID string, q *course.Question, rng *rand.Rand) Asked {
	options := slices.Clone(q.Options)
	rng.Shuffle(len(options), func(i, j int) { options[i], options[j] = options[j], options[i] })
	return Asked{Lesson: lessonID, Question: q, Options: options}
}

// Practice draws up to five questions of the lesson's bank: first those not
// yet asked, easy ones before hard ones, then those not asked for longest.
// The key of past is lesson/question.
func Practice(lesson *course.Lesson, past map[string]Past, rng *rand.Rand) []Asked {
	lastAsked := func(q *course.Question) time.Time {
		answers := past[Asked{Lesson: lesson.ID, Question: q}.About()]
		if len(answers) == 0 {
			return time.Time{}
		}
		return answers[len(answers)-1].Time
	}
	bank := shuffled(lesson.Bank, rng)
	slices.SortStableFunc(bank, func(a, b *course.Question) int {
		return cmp.Or(lastAsked(a).Compare(lastAsked(b)), compareLevels(a, b))
	})
	return askAll(lesson.ID, bank[:min(PracticeLength, len(bank))], rng)
}

// Exam draws ten questions, four easy, four medium and two hard, spread
// evenly over the lessons and put in rising order of difficulty. What a level
// lacks is made up from the others; banks that hold fewer than ten questions
// give a shorter exam. It fails when there is no question at all.
func Exam(lessons []*course.Lesson, rng *rand.Rand) ([]Asked, error) {
	draw := newDraw(lessons, rng)
	for _, s := range examShares {
		draw.take(s.level, s.share)
	}
	for _, level := range []course.Difficulty{course.Medium, course.Easy, course.Hard} {
		draw.take(level, ExamLength-len(draw.asked))
	}
	if len(draw.asked) == 0 {
		return nil, errors.New("there are no questions for an exam")
	}
	slices.SortStableFunc(draw.asked, func(a, b Asked) int { return compareLevels(a.Question, b.Question) })
	return draw.asked, nil
}

// draw is an exam in the making.
type draw struct {
	rng   *rand.Rand
	banks []bank
	asked []Asked
}

// bank is what a lesson can still give to the exam.
type bank struct {
	lesson string
	left   []*course.Question
	taken  int
}

func newDraw(lessons []*course.Lesson, rng *rand.Rand) *draw {
	d := &draw{rng: rng}
	for _, lesson := range shuffled(lessons, rng) {
		d.banks = append(d.banks, bank{lesson: lesson.ID, left: shuffled(lesson.Bank, rng)})
	}
	return d
}

// take asks n questions of a level, or as many as there are, each time of the
// lesson that was asked least so far.
func (d *draw) take(level course.Difficulty, n int) {
	isLevel := func(q *course.Question) bool { return q.Difficulty == level }
	for range n {
		var least *bank
		for i := range d.banks {
			b := &d.banks[i]
			if slices.ContainsFunc(b.left, isLevel) && (least == nil || b.taken < least.taken) {
				least = b
			}
		}
		if least == nil {
			return
		}
		at := slices.IndexFunc(least.left, isLevel)
		d.asked = append(d.asked, Ask(least.lesson, least.left[at], d.rng))
		least.left = slices.Delete(least.left, at, at+1)
		least.taken++
	}
}

func askAll(lessonID string, questions []*course.Question, rng *rand.Rand) []Asked {
	var asked []Asked
	for _, q := range questions {
		asked = append(asked, Ask(lessonID, q, rng))
	}
	return asked
}

func shuffled[T any](all []T, rng *rand.Rand) []T {
	mixed := slices.Clone(all)
	rng.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
	return mixed
}

func compareLevels(a, b *course.Question) int {
	return cmp.Compare(slices.Index(course.Difficulties, a.Difficulty), slices.Index(course.Difficulties, b.Difficulty))
}
