package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gatehouse/internal/course"
	"gatehouse/internal/quiz"
)

// letter names an option.
func letter(i int) string { return string(rune('A' + i)) }

func letters(chosen []int) string {
	var all []string
	for _, i := range slices.Sorted(slices.Values(chosen)) {
		all = append(all, letter(i))
	}
	return strings.Join(all, " ")
}

func (p *program) printQuestion(number, of int, a quiz.Asked) {
	p.say("question %d of %d, %s", number, of, string(a.Question.Difficulty))
	p.say("%s", under(0, a.Question.Text))
	if code := a.Question.Code; code != nil {
		p.say("code:\n    %s\nend of code", under(4, strings.ReplaceAll(code.Text, "\t", "    ")))
	}
	for i, o := range a.Options {
		p.say("  %s  %s", letter(i), prose(5, o.Text))
	}
}

// choose asks until there is an answer; ok is false when the learner stops or
// input ends. An exam gives no hint.
func (p *program) choose(ctx context.Context, a quiz.Asked, hints bool) (chosen []int, hintSeen, ok bool) {
	for {
		answer, ok := p.prompt(ctx, p.question(a, hints))
		answer = strings.ToLower(answer)
		switch {
		case !ok || answer == "q":
			return nil, hintSeen, false
		case answer == "h" && hints:
			hintSeen = p.hintTo(a.Question) || hintSeen
			continue
		}
		chosen, err := parseLetters(answer, a)
		if err == nil {
			return chosen, hintSeen, true
		}
		p.say("%s", err)
	}
}

// question is the prompt. What else can be typed is told at the first one only:
// a screen reader would say it each time.
func (p *program) question(a quiz.Asked, hints bool) string {
	words := []string{"A to " + letter(len(a.Options)-1)}
	if a.Question.ChooseAll() {
		words = append(words, "all that are right")
	}
	if hints && !p.questioned {
		words = append(words, "h hint")
	}
	if !p.questioned {
		words = append(words, "q stop")
	}
	p.questioned = true
	return "answer (" + strings.Join(words, ", ") + "):"
}

func (p *program) hintTo(q *course.Question) bool {
	if q.Hint == "" {
		p.say("This question has no hint.")
		return false
	}
	p.say("%s", prose(2, "hint: "+q.Hint))
	return true
}

// parseLetters reads "c", "a b" or "ab".
func parseLetters(answer string, a quiz.Asked) ([]int, error) {
	var chosen []int
	for _, r := range answer {
		i := int(r - 'a')
		switch {
		case r == ' ' || r == ',' || slices.Contains(chosen, i):
		case i < 0 || i >= len(a.Options):
			return nil, fmt.Errorf("%q is no option; they are A to %s", answer, letter(len(a.Options)-1))
		default:
			chosen = append(chosen, i)
		}
	}
	switch {
	case len(chosen) == 0:
		return nil, fmt.Errorf("nothing chosen yet; type a letter from A to %s", letter(len(a.Options)-1))
	case len(chosen) > 1 && !a.Question.ChooseAll():
		return nil, fmt.Errorf("one option is right here; type one letter")
	}
	return chosen, nil
}

// explain says why each option is right or wrong, and how one comes to the
// answer.
func (p *program) explain(m quiz.Marked) {
	p.say("%s", judged(m))
	for i, o := range m.Asked.Options {
		verdict := "wrong"
		if o.Correct {
			verdict = "right"
		}
		p.say("  %s", prose(4, fmt.Sprintf("%s is %s: %s", letter(i), verdict, oneLine(o.Why))))
	}
	q := m.Asked.Question
	for _, part := range []struct {
		name  string
		lines []string
	}{{"steps", q.Steps}, {"answer", []string{q.Answer}}, {"check", []string{q.Check}}, {"mistakes", q.Mistakes}, {"rule", []string{inWords(q.Rule)}}} {
		p.part(part.name, len("mistakes"), part.lines...)
	}
	p.say("")
}

func judged(m quiz.Marked) styled {
	if m.Right {
		return word("right", 0) + styled(": "+letters(m.Chosen))
	}
	var right []int
	for i, o := range m.Asked.Options {
		if o.Correct {
			right = append(right, i)
		}
	}
	verb := "is"
	if len(right) > 1 {
		verb = "are"
	}
	chose := "you chose " + letters(m.Chosen)
	if len(m.Chosen) == 0 {
		chose = "not answered"
	}
	return word("wrong", 0) + styled(fmt.Sprintf(": %s; %s %s right", chose, letters(right), verb))
}
