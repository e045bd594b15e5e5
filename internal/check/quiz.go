package check

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"gatehouse/internal/course"
)

// examDraws is how many questions of each difficulty an exam draws, and so
// the least that a bank has.
var examDraws = map[course.Difficulty]int{course.Easy: 4, course.Medium: 4, course.Hard: 2}

// checkQuiz looks at all banks and at the misconceptions that they share.
func (f *finder) checkQuiz(c found) {
	used := map[string]bool{}
	all := true // banks could be read
	for _, l := range c.lessons {
		if all = all && l.asks; !l.asks {
			continue
		}
		f.checkBank(l)
		seen := map[string]int{}
		for i, q := range l.bank.Questions {
			if q == nil {
				continue
			}
			if first, twice := seen[q.ID]; twice && q.ID != "" {
				f.add("id-twice", l.quiz.at("questions", i, "id"), "question %q stands in line %d already", q.ID, first)
			}
			seen[q.ID] = l.quiz.at("questions", i, "id").line
			f.checkQuestion(l.quiz, i, q)
			for j, o := range q.Options {
				f.checkOption(optionAt{l.quiz, i, j}, o, c)
				used[o.Misconception] = true
			}
		}
	}
	f.checkAlike(c.lessons)
	for _, id := range slices.Sorted(maps.Keys(c.belief)) {
		switch {
		case strings.TrimSpace(c.belief[id]) == "":
			f.add("misconception-empty", c.beliefs.at(id), "the misconception %s has no sentence", id)
		case all && !used[id]:
			f.add("misconception-unused", c.beliefs.at(id), "no wrong option stands for the misconception %s", id)
		}
	}
}

// checkBank counts what a bank has.
func (f *finder) checkBank(l lesson) {
	levels := map[course.Difficulty]int{}
	for _, q := range l.bank.Questions {
		if q != nil {
			levels[q.Difficulty]++
		}
	}
	for _, level := range course.Difficulties {
		if n := levels[level]; n < examDraws[level] {
			f.add("few-questions", l.quiz.at("questions"), "the bank has %d %s questions; an exam draws %d", n, level, examDraws[level])
		}
	}
	third := (len(l.bank.Questions) + 2) / 3
	f.checkLength(l, "longest-is-right", "longest", 1, third)
	f.checkLength(l, "shortest-is-right", "shortest", -1, third+1)
}

// checkLength sees to it that who always picks the longest option, or the
// shortest, does not get far.
func (f *finder) checkLength(l lesson, code, word string, sign, most int) {
	var given []string
	var at place
	for i, q := range l.bank.Questions {
		if j := outlier(q, sign); j >= 0 {
			if given = append(given, q.ID); len(given) == most+1 {
				at = l.quiz.at("questions", i, "options", j, "text")
			}
		}
	}
	if len(given) > most {
		f.add(code, at, "the right option is the %s in %d of %d questions, more than %d: %s",
			word, len(given), len(l.bank.Questions), most, strings.Join(given, ", "))
	}
}

// outlier is the right option that is longer (sign 1) or shorter (-1) than
// each wrong one, or -1.
func outlier(q *course.Question, sign int) int {
	if q == nil {
		return -1
	}
	return slices.IndexFunc(q.Options, func(right course.Option) bool {
		return right.Correct && !slices.ContainsFunc(q.Options, func(o course.Option) bool {
			return !o.Correct && sign*utf8.RuneCountInString(o.Text) >= sign*utf8.RuneCountInString(right.Text)
		})
	})
}

func (f *finder) checkQuestion(t tree, i int, q *course.Question) {
	at := func(path ...any) place { return t.at(append([]any{"questions", i}, path...)...) }
	if q.ID == "" {
		f.add("no-id", at("id"), "the question has no id")
	} else if !ids.MatchString(q.ID) {
		f.add("wrong-id", at("id"), "%q is no id", q.ID)
	}
	if !slices.Contains(course.Difficulties, q.Difficulty) {
		f.add("unknown-difficulty", at("difficulty"), "difficulty %q is none of easy, medium and hard", q.Difficulty)
	}
	for _, field := range []struct {
		name string
		text string
	}{
		{"question", q.Text}, {"steps", strings.Join(q.Steps, "")}, {"answer", q.Answer}, {"check", q.Check},
		{"hint", q.Hint}, {"mistakes", strings.Join(q.Mistakes, "")}, {"rule", q.Rule},
	} {
		if strings.TrimSpace(field.text) == "" {
			f.add("no-"+field.name, at(field.name), "question %q has no %s", q.ID, field.name)
		}
	}
	if wrong := sourceless(q.Rule); q.Rule != "" && wrong != "" {
		f.add("rule-form", at("rule"), "the source of question %q: %s", q.ID, wrong)
	}
	if n := len(q.Options); n < 2 || n > 6 {
		f.add("option-count", at("options"), "question %q has %d options", q.ID, n)
	}
	if !slices.ContainsFunc(q.Options, func(o course.Option) bool { return o.Correct }) {
		f.add("no-correct-option", at("options"), "no option of question %q is right", q.ID)
	}
	for j, o := range q.Options {
		same := func(other course.Option) bool { return plain(other.Text) == plain(o.Text) }
		if before := slices.IndexFunc(q.Options[:j], same); before >= 0 && plain(o.Text) != "" {
			f.add("same-options", at("options", j, "text"), "it says what the option in line %d says", at("options", before, "text").line)
		}
	}
	f.checkCode(t, i, q)
}

func (f *finder) checkCode(t tree, i int, q *course.Question) {
	if q.Code == nil {
		return
	}
	if strings.TrimSpace(q.Code.Text) == "" {
		f.add("no-code", t.at("questions", i, "code", "text"), "question %q has an empty block of code", q.ID)
	}
	first, indent := t.firstLine("questions", i, "code", "text")
	for n, line := range strings.Split(q.Code.Text, "\n") {
		if wide := columns(line); wide > widest {
			at := place{t.file, first.line + n, indent + cut(line)}
			f.add("too-wide", at, "the line has %d columns, more than %d", wide, widest)
		}
	}
}

// articles say nothing.
var articles = regexp.MustCompile(`\b(a|an|the) `)

// plain is what two options share that say the same in another spelling.
func plain(text string) string {
	text = strings.ReplaceAll(strings.Join(strings.Fields(text), " "), "`", "")
	if first, size := utf8.DecodeRuneInString(text); size > 0 {
		text = strings.ToLower(string(first)) + text[size:]
	}
	return articles.ReplaceAllString(strings.TrimRight(text, ". "), "")
}

// optionAt says where an option stands.
type optionAt struct {
	tree
	question, option int
}

func (o optionAt) field(name string) place {
	return o.at("questions", o.question, "options", o.option, name)
}

// above is how an option refers to others, whose order is drawn.
var above = regexp.MustCompile(`(?i)\b(all|none|both|neither|any|some) of (the )?(above|other options|others|options|answers)\b` +
	`|^(all|none|both|neither|any) of (these|them|those)\.?$|^(both )?[A-F] (and|or) [A-F]\.?$`)

func (f *finder) checkOption(at optionAt, o course.Option, c found) {
	if strings.TrimSpace(o.Text) == "" {
		f.add("empty-option", at.field("text"), "the option has no text")
	}
	if strings.TrimSpace(o.Why) == "" {
		f.add("no-why", at.field("why"), "nothing says why %s", rightOrWrong(o))
	}
	if above.MatchString(strings.TrimSpace(o.Text)) {
		f.add("above-option", at.field("text"), "the option refers to others: %s", o.Text)
	}
	_, known := c.belief[o.Misconception]
	switch {
	case o.Correct && o.Misconception != "":
		f.add("right-misconception", at.field("misconception"), "the option is right, and stands for the misconception %s", o.Misconception)
	case !o.Correct && o.Misconception == "":
		f.add("no-misconception", at.field("misconception"), "no misconception leads to the wrong option %q", o.Text)
	case !o.Correct && c.believes && !known:
		f.add("unknown-misconception", at.field("misconception"), "there is no misconception %s", o.Misconception)
	}
}

func rightOrWrong(o course.Option) string {
	if o.Correct {
		return fmt.Sprintf("%q is right", o.Text)
	}
	return fmt.Sprintf("%q is wrong", o.Text)
}
