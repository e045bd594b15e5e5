package course

// Difficulty says what a question asks one to do: apply one rule (easy),
// trace code or join two rules (medium), decide where the lesson never was
// (hard).
type Difficulty string

// The difficulties, in rising order.
const (
	Easy   Difficulty = "easy"
	Medium Difficulty = "medium"
	Hard   Difficulty = "hard"
)

// Difficulties lists all difficulties in rising order.
var Difficulties = []Difficulty{Easy, Medium, Hard}

// Question is one multiple-choice question with its worked solution.
type Question struct {
	ID         string     `yaml:"id"`             // permanent: what learners answered hangs on it
	Difficulty Difficulty `yaml:"difficulty"`     // easy: apply one rule; medium: trace code or join two; hard: decide where the lesson never was
	Text       string     `yaml:"question"`       // a situation and what is asked; answerable with the options covered
	Code       *Code      `yaml:"code,omitempty"` // shown below the question
	Options    []Option   `yaml:"options"`        // two to six, of which one or more are right; their order is drawn
	Steps      []string   `yaml:"steps"`          // the worked solution, in two to four moves
	Answer     string     `yaml:"answer"`         // the final answer, a sentence
	Check      string     `yaml:"check"`          // a second way to it, in ten seconds
	Hint       string     `yaml:"hint"`           // where to look; shown on demand
	Mistakes   []string   `yaml:"mistakes"`       // habits at work that come of it
	Rule       string     `yaml:"rule"`           // the source of the right answer, with its section
}

// Code is a block shown under a question.
type Code struct {
	Language string `yaml:"language"`           // go, http, python or text
	Text     string `yaml:"text"`               // at most 76 columns wide
	Compiles *bool  `yaml:"compiles,omitempty"` // false: Go that is not meant to compile
}

// Option is one answer that can be chosen.
type Option struct {
	Text          string `yaml:"text"`                    // what can be chosen
	Correct       bool   `yaml:"correct,omitempty"`       // true: it is right
	Why           string `yaml:"why"`                     // what makes it look right, and where that holds or breaks
	Misconception string `yaml:"misconception,omitempty"` // the belief behind a wrong option: an id of quiz/misconceptions.yaml
}

// ChooseAll reports whether more than one option is correct.
func (q *Question) ChooseAll() bool {
	correct := 0
	for _, o := range q.Options {
		if o.Correct {
			correct++
		}
	}
	return correct > 1
}
