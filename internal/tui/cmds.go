package tui

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"gatehouse/internal/course"
	"gatehouse/internal/editor"
	"gatehouse/internal/find"
	"gatehouse/internal/grade"
	"gatehouse/internal/progress"
	"gatehouse/internal/quiz"
	"gatehouse/internal/study"
	"gatehouse/internal/workspace"
	"gatehouse/sandbox"
)

// learning is what a learner does, as study offers it.
type learning interface {
	Course() *course.Course
	Progress() progress.Progress
	Pack() string
	WatchCourse(ctx context.Context) (<-chan struct{}, error)
	Reload()
	Warnings() []string
	Refresh() (bool, error)
	Workspace() *workspace.Workspace
	MakeWorkspace(dir string) (workspace.Changes, error)
	Go(ctx context.Context) (grade.Go, error)
	Warm(ctx context.Context, progress func(done, of int)) error

	MarkRead(lesson string) error
	Practice(lesson string) ([]quiz.Asked, error)
	Review() []quiz.Asked
	Answer(a quiz.Asked, chosen []int, hintSeen bool, where string) (quiz.Marked, error)
	Exam(lesson string) (*study.Exam, error)
	Choose(x *study.Exam, question int, chosen []int) error
	HandIn(x *study.Exam) (quiz.Result, error)

	Watch(ctx context.Context, exercise string, same chan<- struct{}) (<-chan struct{}, error)
	Origin(exercise, probe string) (study.Origin, error)
	Again(exercise string, v sandbox.Verdict, seed uint64) (string, error)
	Grade(ctx context.Context, exercise string, o grade.Options) (grade.Result, error)
	Hint(exercise string) (study.Hint, error)
	Diff(exercise, against string) (string, error)
	Solution(exercise string) (study.Solution, error)
	Reset(exercise string) (kept string, err error)
	UndoReset(exercise string) (from string, err error)
	PutOriginals(exercise string) (put, kept []string, err error)
	AnswerPath(exercise string) (string, error)
}

// effects are the commands of all screens: whatever reads, writes, waits or
// starts a program happens here, outside Update, and comes back as a message.
type effects struct {
	ctx     context.Context
	study   learning
	machine editor.Machine
	now     func() time.Time
	runs    *atomic.Int64
	going   *sync.WaitGroup // programs that were started
	net     *net
}

// settle waits, once ctx has ended, until what was started has ended too: no
// process outlives the program.
func (e effects) settle() {
	ended := make(chan struct{})
	go func() {
		e.going.Wait()
		close(ended)
	}()
	select {
	case <-ended:
	case <-time.After(3 * time.Second): // a command that never began has nothing to end
	}
}

// run draws the number that a command's message will carry, so that the
// message of an older one can be told apart and dropped.
func (e effects) run() int { return int(e.runs.Add(1)) }

func (e effects) progress() tea.Cmd {
	return func() tea.Msg { return progressMsg{progress: e.study.Progress()} }
}

// refresh reads what other programs recorded.
func (e effects) refresh() tea.Cmd {
	return func() tea.Msg {
		changed, err := e.study.Refresh()
		switch {
		case err != nil:
			return troubleMsg{err}
		case !changed:
			return nil
		}
		return progressMsg{progress: e.study.Progress(), another: true}
	}
}

// lookLater asks for a look at the record in two seconds.
func (e effects) lookLater() tea.Cmd {
	return tea.Tick(2*time.Second, func(time.Time) tea.Msg { return lookMsg{} })
}

// follow brings the course again each time that files of it were saved.
func (e effects) follow() tea.Cmd {
	return func() tea.Msg {
		saves, err := e.study.WatchCourse(e.ctx)
		if err != nil {
			return courseMsg{err: err}
		}
		return e.reloaded(saves)
	}
}

// followOn waits for the next save of the course.
func (e effects) followOn(m courseMsg) tea.Cmd {
	return func() tea.Msg { return e.reloaded(m.from) }
}

func (e effects) reloaded(saves <-chan struct{}) tea.Msg {
	if _, open := <-saves; !open {
		return nil
	}
	e.study.Reload()
	return courseMsg{from: saves, course: e.study.Course(), progress: e.study.Progress()}
}

// index reads all words of a course.
func (e effects) index(c *course.Course, commands []find.Usage) tea.Cmd {
	return func() tea.Msg { return indexMsg{c, find.New(c, commands)} }
}

func (e effects) findGo() tea.Cmd {
	return func() tea.Msg {
		tool, err := e.study.Go(e.ctx)
		return goMsg{tool, err}
	}
}

// warm builds what every run needs, and tells how far it is.
func (e effects) warm() tea.Cmd {
	e.going.Add(1)
	return func() tea.Msg {
		steps := make(chan warmMsg, 1)
		go func() {
			defer e.net.catch()
			defer e.going.Done()
			defer close(steps)
			err := e.study.Warm(e.ctx, func(done, of int) {
				select {
				case steps <- warmMsg{done: done, of: of}:
				default: // the screen has yet to draw the last one
				}
			})
			select {
			case steps <- warmMsg{ended: true, err: err}:
			case <-e.ctx.Done(): // nobody listens any more
			}
		}()
		return nextWarm(steps)
	}
}

// warmOn waits for the next news of the build.
func (e effects) warmOn(m warmMsg) tea.Cmd {
	return func() tea.Msg { return nextWarm(m.from) }
}

func nextWarm(steps <-chan warmMsg) tea.Msg {
	m, open := <-steps
	if !open {
		return nil
	}
	m.from = steps
	return m
}

func (e effects) makeWorkspace(dir string) tea.Cmd {
	return func() tea.Msg {
		if _, err := e.study.MakeWorkspace(dir); err != nil {
			return workspaceMsg{err: err}
		}
		return workspaceMsg{dir: e.study.Workspace().Dir}
	}
}

func (e effects) markRead(lesson string) tea.Cmd {
	return func() tea.Msg { return readMsg{lesson: lesson, err: e.study.MarkRead(lesson)} }
}

func (e effects) practice(run int, lesson string) tea.Cmd {
	return func() tea.Msg {
		asked, err := e.study.Practice(lesson)
		return askedMsg{run, asked, err}
	}
}

func (e effects) review(run int) tea.Cmd {
	return func() tea.Msg { return askedMsg{run: run, asked: e.study.Review()} }
}

func (e effects) answer(run int, a quiz.Asked, chosen []int, hintSeen bool, where string) tea.Cmd {
	return func() tea.Msg {
		marked, err := e.study.Answer(a, chosen, hintSeen, where)
		return answeredMsg{run: run, marked: marked, err: err}
	}
}

func (e effects) exam(run int, lesson string) tea.Cmd {
	return func() tea.Msg {
		exam, err := e.study.Exam(lesson)
		return examMsg{run: run, exam: exam, err: err}
	}
}

func (e effects) choose(run int, x *study.Exam, question int, chosen []int) tea.Cmd {
	return func() tea.Msg { return choseMsg{run, e.study.Choose(x, question, chosen)} }
}

func (e effects) handIn(run int, x *study.Exam) tea.Cmd {
	return func() tea.Msg {
		result, err := e.study.HandIn(x)
		return handedInMsg{run: run, result: result, err: err}
	}
}

func (e effects) watch(ctx context.Context, run int, exercise string) tea.Cmd {
	return func() tea.Msg {
		same := make(chan struct{}, 1)
		saves, err := e.study.Watch(ctx, exercise, same)
		return watchMsg{run: run, saves: saves, same: same, err: err}
	}
}

// nextSave waits for the next save; it ends when the watch does.
func (e effects) nextSave(run int, saves <-chan struct{}) tea.Cmd {
	return func() tea.Msg {
		if _, open := <-saves; !open {
			return nil
		}
		return savedMsg{run, e.now()}
	}
}

// nextSame waits for the next save that changes nothing, until ctx ends.
func (e effects) nextSame(ctx context.Context, run int, same <-chan struct{}) tea.Cmd {
	return func() tea.Msg {
		select {
		case <-same:
			return sameMsg{run, same}
		case <-ctx.Done():
			return nil
		}
	}
}

func (e effects) grade(ctx context.Context, run int, exercise string) tea.Cmd {
	e.going.Add(1)
	return func() tea.Msg {
		defer e.going.Done()
		result, err := e.study.Grade(ctx, exercise, grade.Options{})
		return gradedMsg{run: run, result: result, at: e.now(), err: err}
	}
}

// tick tells the time of a run after a while.
func (e effects) tick(run int, after time.Duration) tea.Cmd {
	return tea.Tick(after, func(time.Time) tea.Msg { return tickMsg{run, e.now()} })
}

func (e effects) hint(exercise string) tea.Cmd {
	return func() tea.Msg {
		hint, err := e.study.Hint(exercise)
		return hintMsg{exercise: exercise, hint: hint, err: err}
	}
}

func (e effects) diff(run int, exercise, against string) tea.Cmd {
	return func() tea.Msg {
		diff, err := e.study.Diff(exercise, against)
		return textMsg{run, diff, err}
	}
}

func (e effects) solution(run int, exercise string) tea.Cmd {
	return func() tea.Msg {
		solution, err := e.study.Solution(exercise)
		return solutionMsg{run: run, solution: solution, err: err}
	}
}

// origin brings the place where a probe is written.
func (e effects) origin(run int, exercise, probe string) tea.Cmd {
	return func() tea.Msg {
		origin, err := e.study.Origin(exercise, probe)
		return originMsg{run, origin, err}
	}
}

// copyRequest copies what a probe sent: first as a curl line, then as a Go test.
func (e effects) copyRequest(exercise string, v sandbox.Verdict, curl string, seed uint64) tea.Cmd {
	return func() tea.Msg {
		test, err := e.study.Again(exercise, v, seed)
		return requestMsg{curl, test, err}
	}
}

func (e effects) reset(exercise string) tea.Cmd {
	return func() tea.Msg {
		kept, err := e.study.Reset(exercise)
		return resetMsg{exercise: exercise, file: kept, err: err}
	}
}

func (e effects) undoReset(exercise string) tea.Cmd {
	return func() tea.Msg {
		from, err := e.study.UndoReset(exercise)
		return resetMsg{exercise: exercise, undone: true, file: from, err: err}
	}
}

func (e effects) putOriginals(exercise string) tea.Cmd {
	return func() tea.Msg {
		put, _, err := e.study.PutOriginals(exercise)
		return originalsMsg{exercise, len(put), err}
	}
}

// copyText sends text to the terminal's clipboard. Nobody answers whether it
// came there.
func (e effects) copyText(what, text string) tea.Cmd {
	return func() tea.Msg { return copiedMsg{what, text} }
}
