package course

// The keys of each file that an author writes. What is not named here is an
// unknown key.
//
// What may be left out says omitempty. The comments of the fields are what an
// editor shows to authors: go generate ./internal/schema carries them over.

// Contents is lessons/course.yaml: the course at a glance.
type Contents struct {
	Title    string            `yaml:"title"`    // what the course is called
	Chapters []ContentsChapter `yaml:"chapters"` // in the order in which one learns
}

// ContentsChapter is a chapter of Contents.
type ContentsChapter struct {
	Title   string   `yaml:"title"`   // a word or two
	Lessons []string `yaml:"lessons"` // ids of lessons, in order: the names of their folders
}

// LessonFront is the front matter of a lesson.md.
type LessonFront struct {
	Title   string   `yaml:"title"`             // as in the first heading
	Summary string   `yaml:"summary"`           // one sentence, for the list of lessons
	Minutes int      `yaml:"minutes"`           // reading time, 5 to 15
	Aliases []string `yaml:"aliases,omitempty"` // ids that the lesson had before
	Facts   []Fact   `yaml:"facts,omitempty"`   // what ages
}

// ExerciseFront is the front matter of an exercise.md.
type ExerciseFront struct {
	Title   string   `yaml:"title"`             // a word or two
	Lesson  string   `yaml:"lesson"`            // the id of its lesson
	Kind    Kind     `yaml:"kind"`              // guard: mend the handler; hunt: write the cases that expose broken servers
	Minutes int      `yaml:"minutes"`           // working time, 10 to 40; an hour for one that closes a chapter
	Aliases []string `yaml:"aliases,omitempty"` // ids that the exercise had before
	Hints   []string `yaml:"hints"`             // three to five, from gentle to telling; none can be pasted
	Then    string   `yaml:"then,omitempty"`    // the question of its lesson's bank that carries the idea elsewhere, offered with the solution
}

// Bank is quiz/ID.yaml: the questions of a lesson.
type Bank struct {
	Questions []*Question `yaml:"questions"` // at least 4 easy, 4 medium and 2 hard
}

// Misconceptions is quiz/misconceptions.yaml: what people believe who choose a
// wrong option. An id leads to the belief in its holder's words.
type Misconceptions map[string]string
