package check

// kind is what all problems of one code share.
type kind struct {
	severity Severity
	help     string
}

// kinds are all kinds of fault. A code is permanent: people and editors
// search for it.
var kinds = map[string]kind{
	// files
	"not-utf8":          {Error, "Save the file with the encoding UTF-8."},
	"control-character": {Error, "Delete it, or write it as an escape such as \\x1b."},
	"too-large":         {Error, "Keep a file below 1 MiB; a lesson is read, not downloaded."},
	"unreadable":        {Error, "Mend it; until then that part of the course is left out."},
	"link-leaves":       {Error, "Put what it points to into the course; a pack is copied without what lies around it."},
	"dead-link":         {Error, "Mend the path; it starts from the folder of the file it stands in."},
	"broken-yaml":       {Error, "Mend the YAML: keys and text are indented alike, and a text with a colon or a quote in it stands in quotes."},
	"unknown-key":       {Error, "Mend the spelling, or take the key out; an unknown key does nothing."},
	"no-front-matter":   {Error, "Begin the file with a line ---, then the keys, then another line ---."},

	// course
	"no-course":           {Error, "Write lessons/course.yaml: a title, and chapters with a title and the ids of their lessons."},
	"no-title":            {Error, "Add title: with a few words."},
	"no-origin":           {Error, "Add it to pack.yaml: who takes a pack runs its programs, and wants to know whose they are."},
	"wrong-id":            {Error, "Write an id in small letters, digits and single hyphens: bearer-token."},
	"listed-twice":        {Error, "Take one of the two out."},
	"lesson-missing":      {Error, "Write lessons/ID/lesson.md (gatehouse new lesson ID makes one), or take the id out of the course."},
	"not-listed":          {Error, "Add its id to lessons/course.yaml, or delete its folder."},
	"bank-missing":        {Error, "Write quiz/ID.yaml with the questions of this lesson."},
	"bank-without-lesson": {Error, "Name the file after a lesson of lessons/course.yaml, or delete it."},
	"exercise-missing":    {Error, "Write exercises/ID/exercise.md (gatehouse new exercise ID makes one), or delete the folder."},
	"no-exercise":         {Error, "Add an exercise whose exercise.md says lesson: with this id."},
	"unknown-lesson":      {Error, "Name a lesson of lessons/course.yaml."},
	"unknown-kind":        {Error, "Write kind: guard (mend the handler) or kind: hunt (write the cases)."},
	"unknown-question":    {Error, "Name a question of the lesson's bank: it is asked once the exercise holds."},
	"no-task":             {Error, "Begin the text with # Task, and end it with # Afterwards."},
	"alias-is-id":         {Error, "Take the alias out: an alias is an id that was given up, and leads to one place only."},

	// lesson
	"no-summary":        {Error, "Add summary: with one sentence; the list of lessons shows it."},
	"reading-time":      {Warning, "Plan for 5 to 15 minutes: split what is longer."},
	"title-differs":     {Error, "Begin the text with # and the title of the front matter."},
	"no-goal":           {Error, "Write under the title what one can do afterwards, in verbs that a probe could check."},
	"too-many-sections": {Error, "Keep to five sections (##); the parts at the end are headings of level three."},
	"idea-without-rule": {Error, "End the idea with **Rule.**, one sentence and its source in brackets."},
	"too-few-ideas":     {Error, "Give a lesson two to four ideas, each with its **Rule.**"},
	"too-many-ideas":    {Error, "Keep a lesson to four ideas; a fifth is another lesson."},
	"unknown-mark":      {Error, "Write wrong or right behind the language, and what is so about the block: go wrong: lets the bare token in."},
	"right-alone":       {Error, "Put the block that is wrong directly above: the two are shown side by side."},
	"rule-form":         {Error, "Name the source in a form that can be looked up: RFC 9110 §11.4, OWASP API2:2023, ASVS 8.2.1, CWE-306, or net/http, func Error."},
	"no-whole-program":  {Error, "Add ### Whole program with one Go block that is a program: package main, its imports, func main."},
	"no-comparison":     {Warning, "Add ### In FastAPI: the lines that decide the same there, and what comes back differently."},
	"no-limits":         {Error, "Add ### Limits: where the rules end, and what ages."},
	"no-recall":         {Error, "Add ### Recall: the rules as open questions."},
	"no-references":     {Error, "Add ### References: what was cited, and where to read on."},
	"empty-part":        {Error, "Write the part, or take its heading out."},
	"too-wide":          {Error, "Break the line before column 77: a terminal of 80 columns shows no more."},
	"code-does-not-compile": {Error, "Mend the code. A block stands alone: a whole file, declarations, or statements of a handler with w, r and d; " +
		"a question that shows wrong code on purpose says compiles: false."},
	"undefined-name": {Warning, "Declare the name in the block; a learner who copies it has only the standard library and d."},

	// dated facts
	"fact-without-statement": {Error, "Add statement: with the sentence that ages."},
	"fact-without-source":    {Error, "Add source: with where it can be looked up again."},
	"fact-without-time":      {Error, "Add either since: with the version and date that began it, or as-of: with the version it was seen in."},
	"fact-unchecked":         {Error, "Add checked: with the day on which you looked, as 2026-01-31; it cannot lie ahead."},
	"fact-old":               {Warning, "Look it up again, mend the lesson where it changed, and set checked: to that day."},

	// quiz
	"few-questions":         {Error, "Write at least 4 easy, 4 medium and 2 hard questions, better half as many again: a second exam is then not the first."},
	"no-id":                 {Error, "Add id: with a few words in small letters and hyphens; it is permanent."},
	"id-twice":              {Error, "Give the newer question another id; what learners answered hangs on it."},
	"no-question":           {Error, "Add question: with a situation and what is asked."},
	"unknown-difficulty":    {Error, "Write difficulty: easy, medium or hard."},
	"option-count":          {Error, "Give a question two to six options; three are enough."},
	"empty-option":          {Error, "Add text: to the option."},
	"no-correct-option":     {Error, "Mark what is right with correct: true."},
	"no-why":                {Error, "Add why: what makes the option look right, and where that breaks or holds."},
	"no-misconception":      {Error, "Add misconception: with an id of quiz/misconceptions.yaml: what does one believe who chooses this?"},
	"unknown-misconception": {Error, "Name one of quiz/misconceptions.yaml, or add it there with a sentence."},
	"right-misconception":   {Error, "Take it out: who chooses a right option believes nothing wrong."},
	"misconception-empty":   {Error, "Write the belief as a sentence, in the words of who holds it."},
	"misconception-unused":  {Error, "Use it behind a wrong option, or take it out."},
	"no-steps":              {Error, "Add steps: two to four moves from what is shown to the answer."},
	"no-answer":             {Error, "Add answer: the result in a sentence."},
	"no-check":              {Error, "Add check: a second way to the answer, in ten seconds."},
	"no-hint":               {Error, "Add hint: where to look, without striking an option."},
	"no-mistakes":           {Error, "Add mistakes: habits at work that come of the wrong belief."},
	"no-rule":               {Error, "Add rule: the source of the right answer."},
	"no-code":               {Error, "Add text: with the code, or take code: out."},
	"longest-is-right":      {Error, "Shorten the right options or fill the wrong ones: the right one may be the longest in a third of a bank."},
	"shortest-is-right":     {Error, "Shorten the wrong options: the right one may be the shortest in little more than a third of a bank."},
	"same-options":          {Error, "Let each option say something else."},
	"alike-questions":       {Error, "Change the situation of one, or take it out."},
	"above-option":          {Error, "Write out what is meant: the order of the options is drawn, and such an option gives itself away."},
	"compiles-after-all":    {Error, "Take compiles: false out."},

	// exercises
	"file-missing":            {Error, "Write it; gatehouse new exercise ID shows what belongs to an exercise."},
	"few-hints":               {Error, "Give three hints or more, from gentle to telling."},
	"answer-does-not-compile": {Error, "Mend the code. A learner gets the starter, the probes and what is given, and each must compile with the others."},
	"starter-holds":           {Error, "Leave the hole in the starter that the lesson is about, or write the probe that finds it."},
	"right-answer-broken":     {Error, "Ask what the rule demands: where the answer keeps to it, the probe demands too much; else mend the answer."},
	"data-race":               {Error, "Guard what several requests share with a lock, or give each its own; go test -race shows both places."},
	"no-race-detector":        {Warning, "Check once more on a machine with a C compiler, where Go can build its race detector."},
	"no-want":                 {Error, "End the faulty line with // want \"the name of the probe that must catch it\"."},
	"unknown-probe":           {Error, "Name a probe by its whole sentence; gatehouse check --matrix ID lists them."},
	"not-caught":              {Error, "Sharpen the probe until it notices this hole, or name the probe that should."},
	"could-not-run":           {Error, "Mend what ends the program: a right answer and a mistake are judged by every probe."},
	"never-tripped":           {Warning, "Write the mistake that this probe is there for, or take the probe out."},
	"no-honest-probe":         {Error, "Add a caller that must be served."},
	"no-hostile-probe":        {Error, "Add a caller that must be refused."},
	"no-matrix":               {Error, "Make it: gatehouse check DIR --update, where DIR is the folder of the course."},
	"matrix-stale":            {Error, "Read what changed, then record it: gatehouse check DIR --update, where DIR is the folder of the course."},
	"exports-differ":          {Error, "Let the starter and every answer export the same names: the probes call any of them."},
	"foreign-import":          {Error, "Use Go's own packages and what the exercise gives; a learner has no others."},
	"package-differs":         {Error, "Give the probes and every answer the same package clause."},
	"dot-import":              {Error, "Import the package by its name: the probes stand in the learner's package."},
	"name-taken":              {Error, "Put it inside the test: a right answer may use any name but the probes' own Test functions."},
}
