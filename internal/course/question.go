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
	ID         string     `yaml:"id"`
	Difficulty Difficulty `yaml:"difficulty"`
	Text       string     `yaml:"question"`
	Code       *Code      `yaml:"code"`
	Options    []Option   `yaml:"options"`
	Steps      []string   `yaml:"steps"`    // the worked solution
	Answer     string     `yaml:"answer"`   // the final answer, a sentence
	Check      string     `yaml:"check"`    // a second way to it, in ten seconds
	Hint       string     `yaml:"hint"`     // where to look; shown on demand
	Mistakes   []string   `yaml:"mistakes"` // habits at work that come of it
	Rule       string     `yaml:"rule"`     // the source of the right answer
}

// Code is a block shown under a question.
type Code struct {
	Language string `yaml:"language"`
	Text     string `yaml:"text"`
	Compiles *bool  `yaml:"compiles"` // false: Go that is not meant to compile
}

// Option is one answer that can be chosen.
type Option struct {
	Text          string `yaml:"text"`
	Correct       bool   `yaml:"correct"`
	Why           string `yaml:"why"`
	Misconception string `yaml:"misconception"` // the belief behind a wrong option
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
